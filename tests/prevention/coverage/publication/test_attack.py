"""Published tables, attacked with a solver that knows all of them and how they were masked."""

import json
from collections import Counter
from datetime import datetime
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention.coverage.activity import given_to_classes
from prevention.coverage.masking import FEWEST, TOTAL, Protection, protect
from prevention.coverage.periods import Period
from prevention.coverage.publication.counting import Counted, count
from prevention.coverage.publication.masked import Masked, mask
from prevention.coverage.publication.release import territories
from prevention.coverage.publication.tables import in_words
from prevention.demonstration.stage import make_demonstration
from prevention.demonstration.years import play_years
from tests.factories import PARIS
from tests.prevention.coverage.publication.attack import attacked, places
from tests.prevention.coverage.worlds import build, worlds

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 2, 9, tzinfo=PARIS)
COMMUNES = ["59606", "59014", "59001"]
SOME = st.one_of(st.integers(0, 6), st.integers(0, 30))


@st.composite
def pupils(draw):
    """Counts by commune, level, partner, sex and theme at once, few of them above zero."""
    keys = st.tuples(
        st.sampled_from(COMMUNES),
        st.sampled_from(["CM2", "6E"]),
        st.sampled_from([None, 1]),
        st.sampled_from(["girls", "boys", "neither_told"]),
        st.sampled_from(["EVARS", "HAR", "ADD"]),
    )
    return draw(st.dictionaries(keys, SOME, max_size=9))


@st.composite
def counts(draw):
    """What is counted of a territory, without its rows: many more shapes of it."""
    by = {name: Counter() for name in ("commune", "level", "partner", "sex")}
    for (*values, theme), number in draw(pupils()).items():
        for name, value in zip(by, values, strict=True):
            by[name][value, theme] += number
    meetings = draw(
        st.dictionaries(
            st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from(["EVARS", "HAR", "ADD"])),
            st.lists(st.integers(15, 180), min_size=1, max_size=8),
        )
    )
    schools = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(["ELEM", "CLG"]), st.sampled_from(["NONE", "REP"])),
            st.tuples(st.integers(1, 8), SOME),
        )
    )
    return Counted(
        participations=by,
        sessions={key: len(lengths) for key, lengths in meetings.items()},
        minutes={key: sum(lengths) for key, lengths in meetings.items()},
        classes={key: classes for key, (classes, _reached) in schools.items()},
        reached={key: reached for key, (_classes, reached) in schools.items()},
    )


def published(counted, *, by=protect):
    """The tables as they are read once they are kept."""
    kept = json.dumps([table.kept() for table in mask(counted, by=by)])
    return in_words([Masked.read(table) for table in json.loads(kept)])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(counted=counts())
def test_no_small_count_can_be_worked_out_of_all_tables_together(counted):
    _masked, found = attacked(published(counted), counted)

    assert found == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds())
def test_nor_of_sessions_as_the_database_adds_them_up(world):
    with transaction.atomic():
        build(world)
        rows = given_to_classes(Period.school_year(2026)).filter(group__school__commune__epci="A")
        counted = count(rows)
        _masked, found = attacked(published(counted), counted)
        transaction.set_rollback(True)

    assert found == []


def small_ones_alone(figures, *, kept):
    """Mask small counts and nothing else: what complementary suppression is there for."""
    hidden = set()
    for cells in figures:
        for row, line in enumerate(cells):
            hidden |= {(row, place) for place, one in enumerate(line) if 0 < one < FEWEST}
            hidden |= {(row, TOTAL)} if 0 < sum(line) < FEWEST else set()
        for place, column in enumerate(zip(*cells, strict=True)):
            hidden |= {(TOTAL, place)} if 0 < sum(column) < FEWEST else set()
    return Protection(frozenset(hidden - set(kept)))


def test_without_the_other_masks_the_attack_succeeds():
    counted = Counted(
        participations={
            "commune": {("59606", "HAR"): 3, ("59014", "HAR"): 40, ("59606", "ADD"): 25},
            "level": {("CM2", "HAR"): 43, ("CM2", "ADD"): 25},
            "partner": {(1, "HAR"): 43, (1, "ADD"): 25},
            "sex": {("girls", "HAR"): 20, ("boys", "HAR"): 23, ("girls", "ADD"): 25},
        },
        sessions={(1, "HAR"): 2, (1, "ADD"): 9, (None, "ADD"): 7},
        minutes={(1, "HAR"): 180, (1, "ADD"): 810, (None, "ADD"): 630},
        classes={("CLG", "REP"): 4, ("CLG", "NONE"): 11, ("ELEM", "NONE"): 6},
        reached={("CLG", "REP"): 90, ("CLG", "NONE"): 250, ("ELEM", "NONE"): 120},
    )

    _masked, given_away = attacked(published(counted, by=small_ones_alone), counted)
    masked, found = attacked(published(counted), counted)

    assert {target for target in given_away if TOTAL not in target[2]} >= {
        ("participations_by_commune", "participations", ("59606", "HAR")),
        ("sessions_by_partner", "sessions", ("1", "HAR")),
        ("classes_by_kind", "classes", ("CLG", "REP")),
    }
    assert found == []
    # Hours go with their sessions, pupils with their classes.
    assert ("sessions_by_partner", "hours", ("1", "HAR")) in masked
    assert ("classes_by_kind", "reached", ("CLG", "REP")) in masked


def test_themes_are_told_together_where_their_totals_would_give_a_count_away():
    counted = Counted(
        participations={
            "commune": {("59606", "HAR"): 2, ("59014", "HAR"): 1, ("59606", "ADD"): 25},
            "level": {("CM2", "HAR"): 3, ("CM2", "ADD"): 25},
            "partner": {(1, "HAR"): 3, (1, "ADD"): 25},
            "sex": {("girls", "HAR"): 3, ("girls", "ADD"): 25},
        },
        sessions={},
        minutes={},
        classes={},
        reached={},
    )
    tables = published(counted)

    masked, found = attacked(tables, counted)

    assert found == []
    assert [one.code for one in tables[1].columns] == ["ADD+HAR", "TOTAL"]
    assert masked == {
        ("participations_by_commune", "participations", (commune, column))
        for commune in ("59606", "59014")
        for column in ("ADD+HAR", "TOTAL")
    }


def test_what_is_too_little_is_withheld_and_zero_is_shown():
    counted = Counted(
        participations={name: {} for name in ("commune", "level", "partner", "sex")},
        sessions={(1, "HAR"): 3},
        minutes={(1, "HAR"): 180},
        classes={("CLG", "REP"): 3},
        reached={("CLG", "REP"): 60},
    )
    told = places(published(counted))

    assert told == {
        **{
            (f"participations_by_{name}", "participations", ("TOTAL", "TOTAL")): 0
            for name in ("commune", "level", "partner", "sex")
        },
        ("sessions_by_partner", "sessions", ("TOTAL", "TOTAL")): None,
        ("sessions_by_partner", "hours", ("TOTAL", "TOTAL")): None,
        ("classes_by_kind", "classes", ("TOTAL", "TOTAL")): None,
        ("classes_by_kind", "reached", ("TOTAL", "TOTAL")): None,
    }


def test_nor_of_the_years_of_the_demonstration():
    make_demonstration(now=NOW)
    play_years(now=NOW)

    for year, territory in product((2025, 2026), territories()):
        rows = given_to_classes(Period.school_year(year))
        counted = count(rows.filter(territory.classes("group__school__")))
        tables = published(counted)
        masked, found = attacked(tables, counted, jointly=False)

        assert found == [], (year, territory)
        assert masked
        assert len(masked) < len(places(tables)) / 2, "little is left to read"
