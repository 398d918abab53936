"""The year of the demonstration: every state, by the rules, and the same each time."""

from collections import Counter
from datetime import date, datetime
from itertools import pairwise

import pytest
from django.db import transaction

from prevention.demonstration.cast import SCHOOL_UAI
from prevention.demonstration.stage import make_demonstration
from prevention.demonstration.year import UNTOUCHED
from prevention.demonstration.years import play_years
from prevention.models import Event, Facilitator, Occupation, Offer, Organisation, Session, Theme
from prevention.scheduling.readiness import readiness
from prevention.vocabulary import SessionState
from tests.factories import PARIS

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 2, 9, tzinfo=PARIS)


def test_partners_offer_something_on_every_theme_of_the_law():
    make_demonstration(now=NOW)

    assert Organisation.objects.filter(offers__isnull=False).distinct().count() >= 8
    assert Facilitator.objects.filter(availabilities__isnull=False).distinct().count() >= 15
    assert set(Offer.objects.values_list("theme", flat=True)) == set(
        Theme.objects.values_list("pk", flat=True)
    )


def test_a_year_holds_sessions_in_every_state_and_keeps_the_rules():
    make_demonstration(now=NOW)

    assert play_years(now=NOW) >= 250

    states = Counter(Session.objects.values_list("state", flat=True))
    assert states.keys() == set(SessionState)
    assert Session.objects.filter(starts_at__gt=NOW).count() >= 30
    assert Session.objects.values("school").distinct().count() >= 30
    untouched = Session.objects.filter(school=SCHOOL_UAI, groups__label="5E1")
    assert "5E1" in UNTOUCHED
    assert not untouched.exists()
    for session in Session.objects.filter(state=SessionState.CONFIRMED):
        assert [point.code for point in readiness(session) if point.blocks] == []
    rows = Occupation.objects.exclude(facilitator=None).order_by("facilitator", "starts_at")
    for one, other in pairwise(rows):
        assert one.facilitator_id != other.facilitator_id or one.ends_at <= other.starts_at
    last = {event.session_id: event.to_state for event in Event.objects.order_by("pk")}
    assert last == dict(Session.objects.values_list("pk", "state"))


def test_what_took_place_last_year_is_told():
    make_demonstration(now=NOW)
    play_years(now=NOW, requests=40)

    last = Session.objects.filter(groups__school_year=2025).distinct()
    states = Counter(last.values_list("state", flat=True))
    assert states[SessionState.DONE] + states[SessionState.CLOSED] >= 10
    open_ones = {SessionState.WISHED, SessionState.HELD, SessionState.CONFIRMED}
    assert not open_ones & states.keys()
    assert all(session.starts_at.date() < date(2026, 9, 1) for session in last)


def test_a_year_is_played_once_and_the_same_each_time():
    make_demonstration(now=NOW)

    def played():
        with transaction.atomic():
            play_years(now=NOW, requests=12)
            again = play_years(now=NOW, requests=12)
            rows = list(
                Session.objects.order_by("pk", "groups__label").values_list(
                    "school", "offer__title", "state", "starts_at", "groups__label"
                )
            )
            transaction.set_rollback(True)
        return again, rows

    first, second = played(), played()

    assert first[0] == 0
    assert len(first[1]) > 20
    assert first == second
