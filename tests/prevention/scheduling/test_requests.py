"""One gesture for several classes: what is free is held, what is not is said."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.models import Offer, Request, Session
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.errors import NothingHeldError
from tests.factories import AvailabilityFactory, ClassGroupFactory

pytestmark = pytest.mark.django_db


def test_what_is_taken_is_said_and_the_rest_is_held(offer, group, teacher, tuesday, now):
    other = ClassGroupFactory(school=group.school)
    next_week = tuesday + timedelta(weeks=1)
    lines = [Line([group], tuesday), Line([other], tuesday), Line([other], next_week)]

    asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now)

    held = asked.request.sessions.order_by("starts_at")
    assert [(one.groups.get(), one.starts_at) for one in held] == [
        (group, tuesday),
        (other, next_week),
    ]
    (refused,) = asked.refused
    assert (refused.number, refused.refusal.code) == (1, "opening_taken")


def test_what_is_offered_instead_is_not_what_the_same_request_has_just_taken(
    offer, group, teacher, tuesday, now
):
    other = ClassGroupFactory(school=group.school)
    hours = [timedelta(), timedelta(), timedelta(hours=1), timedelta(hours=-1)]
    lines = [
        Line([g], tuesday + h) for g, h in zip([group, other, group, group], hours, strict=True)
    ]

    asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now)

    (refused,) = asked.refused
    nearest = [datetime.fromisoformat(one["starts_at"]) for one in refused.refusal.facts["nearest"]]
    assert len(nearest) == 3
    assert all(abs(start - tuesday) >= timedelta(hours=2) for start in nearest)


def test_when_nothing_is_free_nothing_is_written_and_each_line_says_why(
    offer, teacher, group, tuesday, now
):
    request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)
    other, sunday = ClassGroupFactory(school=group.school), tuesday - timedelta(days=2)
    lines = [Line([other], tuesday), Line([group], tuesday), Line([other], sunday)]

    with pytest.raises(NothingHeldError) as refusal:
        request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now)

    said = refusal.value.facts["refused"]
    assert [(one["line"], one["code"], one["facts"].get("clash")) for one in said] == [
        (0, "opening_taken", "facilitator"),
        (1, "opening_taken", "class_group"),
        (2, "school_closed", None),
    ]
    assert [len(one["facts"]["nearest"]) for one in said] == [3, 3, 3]
    assert said[1]["detail"].startswith(f"{group.label} already has a session then")
    assert (Request.objects.count(), Session.objects.count()) == (1, 1)


def test_a_year_group_costs_the_same_for_each_line(offer, group, teacher, tuesday, now):
    offer.facilitators.add(*(AvailabilityFactory().facilitator for _n in range(3)))
    groups = ClassGroupFactory.create_batch(7, school=group.school)

    def cost(some, weeks):
        lines = [Line([one], tuesday + timedelta(weeks=weeks)) for one in some]
        asked = Offer.objects.get(pk=offer.pk)
        with CaptureQueriesContext(connection) as queries:
            request_sessions(offer=asked, lines=lines, asked_by=teacher, now=now)
        return len(queries)

    teacher.reach()  # read once a request
    one, two, four = cost(groups[:1], 0), cost(groups[1:3], 5), cost(groups[3:], 6)

    assert four - two == 2 * (two - one)
