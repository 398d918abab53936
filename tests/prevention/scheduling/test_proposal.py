"""A whole year-group is filled in at once, and what is proposed can be taken as it stands."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.models import Session
from prevention.offers.errors import LevelOutsideOfferError
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.choice import Choice
from prevention.scheduling.errors import (
    GroupElsewhereError,
    RangeTooLongError,
    TooManyClassesError,
)
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.proposal import choose_together, openings_beside, propose
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

    assert [list(line.groups) for line in lines] == [[group] for group in groups]
    spans = [(line.opening.starts_at, line.opening.ends_at) for line in lines]
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert {start.date() for start, _end in spans} == {date(2026, 10, 6)}


@pytest.mark.django_db
def test_a_series_leaves_a_week_between_two_sessions_of_a_class(offer, groups, now):
    lines = propose(offer=offer, groups=groups, sessions_each=3, first=FIRST, last=LAST, now=now)

    assert len(lines) == 12
    for group in groups:
        days = sorted(line.opening.starts_at.date() for line in lines if line.groups == [group])
        assert all(after - before >= timedelta(days=7) for before, after in pairwise(days))


@pytest.mark.django_db
def test_what_is_proposed_is_booked_as_it_stands(offer, groups, teacher, now):
    proposed = propose(offer=offer, groups=groups, sessions_each=3, first=FIRST, last=LAST, now=now)

    asked = request_sessions(
        offer=offer,
        lines=[Line(line.groups, line.opening.starts_at) for line in proposed],
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
def test_classes_that_come_together_share_a_time(offer, groups, now):
    offer.groups_per_session = 3
    offer.save()

    lines = propose(
        offer=offer,
        groups=groups,
        sessions_each=2,
        together=3,
        first=FIRST,
        last=LAST,
        now=now,
    )

    assert [line.groups for line in lines] == [groups[:3], groups[3:]] * 2
    assert all(line.opening for line in lines)


@pytest.mark.django_db
def test_more_classes_together_than_the_offer_takes_are_refused(offer, groups, now):
    with pytest.raises(TooManyClassesError):
        propose(
            offer=offer,
            groups=groups,
            sessions_each=1,
            together=2,
            first=FIRST,
            last=LAST,
            now=now,
        )


@pytest.mark.django_db
def test_other_times_leave_out_what_the_other_lines_take(offer, groups, now):
    lines = propose(offer=offer, groups=groups, sessions_each=1, first=FIRST, last=LAST, now=now)
    wanted, *others = lines
    beside = [Choice(Meeting(offer, one.groups), one.opening.starts_at) for one in others]
    meeting = Meeting(offer, wanted.groups)
    days = {"first": FIRST, "last": LAST, "now": now}

    answer = openings_beside(meeting, beside, **days)

    alone = [one.starts_at for one in openings_for(meeting, **days).openings]
    taken = {(one.opening.starts_at, one.opening.ends_at) for one in others}
    left = [
        start
        for start in alone
        if not any(
            start < until and since < start + timedelta(minutes=offer.duration_minutes)
            for since, until in taken
        )
    ]
    assert [one.starts_at for one in answer.openings] == left
    assert len(left) < len(alone)


@pytest.mark.django_db
def test_each_other_time_is_booked_with_the_lines_beside_it(offer, groups, teacher, now):
    lines = propose(offer=offer, groups=groups, sessions_each=2, first=FIRST, last=LAST, now=now)
    others = lines[1:]
    beside = [Choice(Meeting(offer, one.groups), one.opening.starts_at) for one in others]
    answer = openings_beside(
        Meeting(offer, lines[0].groups), beside, first=FIRST, last=LAST, now=now
    )

    asked = request_sessions(
        offer=offer,
        lines=[
            *(Line(one.groups, one.opening.starts_at) for one in others),
            Line(lines[0].groups, answer.openings[-1].starts_at),
        ],
        asked_by=teacher,
        now=now,
    )

    assert asked.refused == []
    # The class's own second session takes its time as well.
    second = next(one.opening for one in others if one.groups == lines[0].groups)
    assert second.starts_at not in [one.starts_at for one in answer.openings]


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
