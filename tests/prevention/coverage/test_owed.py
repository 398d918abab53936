from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention.coverage.owed import coverage_of
from prevention.models import ClassGroup, Session
from prevention.vocabulary import SessionState
from tests.factories import ClassGroupFactory, DutyFactory, SessionFactory, ThemeFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 10, 6, 9, tzinfo=ZoneInfo("Europe/Paris"))


def give(group, *, state, minutes=60, theme="EVARS"):
    wished = state == SessionState.WISHED
    session = SessionFactory(
        state=state,
        request__offer__theme=ThemeFactory(code=theme),
        starts_at=None if wished else MORNING,
        ends_at=None if wished else MORNING + timedelta(minutes=minutes),
        authorised_at=MORNING,
    )
    session.groups.add(group)
    return session


def test_a_class_is_owed_what_it_has_neither_had_nor_planned():
    DutyFactory()
    group = ClassGroupFactory()
    give(group, state=SessionState.DONE)
    give(group, state=SessionState.HELD)

    (row,) = coverage_of([group], school_year=2026)

    assert (row.owed, row.done, row.confirmed, row.held) == (3, 1, 0, 1)
    assert (row.planned, row.missing, row.unknown) == (1, 1, False)


def test_a_class_without_a_word_is_unknown_rather_than_zero():
    DutyFactory()

    (row,) = coverage_of([ClassGroupFactory()], school_year=2026)

    assert (row.missing, row.unknown) == (3, True)


def test_hours_count_the_length_of_sessions():
    DutyFactory(code="HAR", amount=10, unit="HOURS", themes=[ThemeFactory(code="HAR")])
    group = ClassGroupFactory()
    give(group, state=SessionState.CLOSED, minutes=50, theme="HAR")

    (row,) = coverage_of([group], school_year=2026)

    assert (row.done, row.missing) == (Decimal("0.83"), Decimal("9.17"))


def test_a_duty_binds_the_levels_and_the_years_it_names():
    DutyFactory(levels=["TLE"])
    DutyFactory(code="ENDED", valid_from="2020-09-01", valid_until="2026-09-01")
    DutyFactory(code="LATER", valid_from="2027-09-01")

    assert coverage_of([ClassGroupFactory()], school_year=2026) == []


def test_more_than_owed_leaves_nothing_missing():
    DutyFactory(amount=1)
    group = ClassGroupFactory()
    give(group, state=SessionState.DONE)
    give(group, state=SessionState.CONFIRMED)

    (row,) = coverage_of([group], school_year=2026)

    assert row.missing == 0


def test_any_number_of_classes_costs_three_queries(django_assert_num_queries):
    DutyFactory()
    groups = ClassGroupFactory.create_batch(6)
    for group in groups:
        give(group, state=SessionState.DONE)

    with django_assert_num_queries(3):
        coverage_of(groups, school_year=2026)


sessions = st.lists(
    st.tuples(
        st.sampled_from(SessionState),
        st.sampled_from(["EVARS", "HAR", "ADD"]),
        st.integers(15, 240),
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sessions)
def test_figures_agree_with_a_plain_count(rows):
    Session.objects.all().delete()
    ClassGroup.objects.all().delete()
    duties = [
        DutyFactory(),
        DutyFactory(code="HAR", amount=10, unit="HOURS", themes=[ThemeFactory(code="HAR")]),
    ]
    groups = ClassGroupFactory.create_batch(3)
    for state, theme, minutes, place in rows:
        give(groups[place], state=state, theme=theme, minutes=minutes)

    found = {
        (row.group.pk, row.duty.code): (row.done, row.confirmed, row.held)
        for row in coverage_of(groups, school_year=2026)
    }

    assert found == {
        (group.pk, duty.code): tuple(
            counted(rows, place, duty, states)
            for states in [("done", "closed"), ("confirmed",), ("held",)]
        )
        for place, group in enumerate(groups)
        for duty in duties
    }


def counted(rows, place, duty, states):
    """The same figure, one row at a time."""
    total = Decimal(0)
    for state, theme, minutes, where in rows:
        if where == place and theme == duty.code and state.value in states:
            total += 1 if duty.unit == "SESSIONS" else Decimal(minutes) / 60
    return round(total, 2)
