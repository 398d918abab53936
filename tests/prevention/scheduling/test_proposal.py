"""A whole year-group is filled in at once, and what is proposed can be taken as it stands."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.models import Session
from prevention.offers.errors import LevelOutsideOfferError
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.errors import (
    GroupElsewhereError,
    RangeTooLongError,
)
from prevention.scheduling.proposal import choose_together, propose
from prevention.schools.models import ClassGroup
from tests.factories import ClassGroupFactory
from tests.prevention.scheduling.test_openings_oracle import search_in
from tests.prevention.scheduling.worlds import worlds

FIRST, LAST = date(2026, 10, 5), date(2027, 2, 26)


@pytest.fixture
def groups(group):
    return [group, *ClassGroupFactory.create_batch(3, school=group.school)]


@pytest.mark.django_db
def test_classes_follow_each_other_in_one_half_day(offer, groups, now):
    lines = propose(offer=offer, groups=groups, sessions_each=1, first=FIRST, last=LAST, now=now)

    assert [line.group for line in lines] == groups
    spans = [(line.opening.starts_at, line.opening.ends_at) for line in lines]
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert {start.date() for start, _end in spans} == {date(2026, 10, 6)}


@pytest.mark.django_db
def test_a_series_leaves_a_week_between_two_sessions_of_a_class(offer, groups, now):
    lines = propose(offer=offer, groups=groups, sessions_each=3, first=FIRST, last=LAST, now=now)

    assert len(lines) == 12
    for group in groups:
        days = sorted(line.opening.starts_at.date() for line in lines if line.group == group)
        assert all(after - before >= timedelta(days=7) for before, after in pairwise(days))


@pytest.mark.django_db
def test_what_is_proposed_is_booked_as_it_stands(offer, groups, teacher, now):
    proposed = propose(offer=offer, groups=groups, sessions_each=3, first=FIRST, last=LAST, now=now)

    asked = request_sessions(
        offer=offer,
        lines=[Line([line.group], line.opening.starts_at) for line in proposed],
        asked_by=teacher,
        now=now,
    )

    assert asked.refused == []
    assert Session.objects.count() == 12


@pytest.mark.django_db
def test_where_times_run_out_the_first_sessions_are_served_first(offer, groups, now):
    lines = propose(
        offer=offer, groups=groups, sessions_each=2, first=FIRST, last=date(2026, 10, 6), now=now
    )

    assert [line.opening is not None for line in lines] == [True] * 4 + [False] * 4


@pytest.mark.django_db
def test_a_class_that_the_offer_does_not_take_is_refused(offer, groups, now):
    ClassGroup.objects.filter(pk=groups[2].pk).update(levels=("2NDE",))
    groups[2].refresh_from_db()

    with pytest.raises(LevelOutsideOfferError):
        propose(offer=offer, groups=groups, sessions_each=1, first=FIRST, last=LAST, now=now)


@pytest.mark.django_db
def test_a_proposal_is_for_a_year_at_most(offer, groups, now):
    with pytest.raises(RangeTooLongError):
        propose(
            offer=offer,
            groups=groups,
            sessions_each=1,
            first=FIRST,
            last=FIRST + timedelta(days=367),
            now=now,
        )


@pytest.mark.django_db
def test_a_proposal_is_for_one_school(offer, group, now):
    with pytest.raises(GroupElsewhereError):
        propose(
            offer=offer,
            groups=[group, ClassGroupFactory()],
            sessions_each=1,
            first=FIRST,
            last=LAST,
            now=now,
        )


@settings(max_examples=60, deadline=None)
@given(worlds(), st.integers(1, 4), st.integers(1, 2))
def test_nothing_proposed_stands_in_the_way_of_anything_else(world, classes, sessions_each):
    search = search_in(world)
    searches = dict.fromkeys(range(classes), search)

    chosen = choose_together(searches, sessions_each=sessions_each)

    assert [key for key, _opening in chosen] == list(range(classes)) * sessions_each
    held = {}
    for key, opening in chosen:
        if opening is None:
            continue
        able = opening.facilitators[: search.needed]
        for owner in [("class", key), *(("person", one) for one in able)]:
            for start, end in held.setdefault(owner, []):
                assert opening.ends_at <= start or end <= opening.starts_at
            held[owner].append((opening.starts_at, opening.ends_at))
