"""Papers that take long: asked for, made one after the other, called off, forgotten."""

import io
import zipfile
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from prevention.models import PaperOrder, Turn
from prevention.operations.turns import enqueue_due, schedule
from prevention.orders import making
from prevention.orders.acts import (
    JOB,
    MOST_UNFINISHED,
    TooManyOrdersError,
    forget_order,
)
from prevention.orders.making import make_papers
from prevention.orders.models import OrderState
from prevention.papers import sheets
from tests.prevention.orders.asking import REPORT, ask, fetched, stored
from tests.prevention.papers.reading import text
from tests.prevention.papers.worlds import coordinator

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@contextmanager
def at_the_update_of(column, do):
    """Let somebody else do something just before our row is written."""
    waiting = [do]

    def answer(execute, sql, *more):
        writes = sql.startswith('UPDATE "prevention_paperorder"')
        if waiting and writes and f'"{column}" = ' in sql.partition(" WHERE ")[0]:
            waiting.pop()()
        return execute(sql, *more)

    with connection.execute_wrapper(answer):
        yield
    assert not waiting


def test_what_is_asked_for_waits_and_is_then_a_file(user, now):
    order = ask(user, now)
    assert (order.state, order.title) == (OrderState.WAITING, "School year 2026-2027")

    assert make_papers() == 1

    book = zipfile.ZipFile(io.BytesIO(fetched(order)))
    assert "xl/workbook.xml" in book.namelist()
    assert (order.state, order.file_name) == (OrderState.READY, "Yearly report 2026-2027.xlsx")
    assert order.size_bytes == len(fetched(order))
    assert order.tries == 1


def test_a_report_is_of_what_was_asked_for_in_the_language_of_then(user, now):
    with translation.override("fr"):
        order = ask(user, now, REPORT, commune="59014")

    make_papers()

    said = text(fetched(order))
    assert "bilan annuel" in said
    assert "Anzin" in said
    assert "Valenciennes" not in said
    assert (order.title, order.file_name) == (
        "Année scolaire 2026-2027, Anzin",
        "Bilan 2026-2027.pdf",
    )


def test_whoever_asks_first_is_served_first(now):
    orders = [ask(coordinator(), now + place * MINUTE, REPORT) for place in (2, 0, 1)]

    make_papers()

    finished = PaperOrder.objects.order_by("finished_at").values_list("pk", flat=True)
    assert list(finished) == [orders[1].pk, orders[2].pk, orders[0].pk]


def test_a_worker_makes_it_at_once(user, now):
    jobs = [job for job in schedule() if job.name == JOB]
    Turn.objects.create(name=JOB, next_at=now + 60 * MINUTE)
    assert enqueue_due(jobs, now=now) == []

    ask(user, now)

    assert enqueue_due(jobs, now=now) == [JOB]


def test_asked_for_again_while_it_is_made_it_is_the_same(user, now):
    first = ask(user, now, commune="59014")

    assert ask(user, now + MINUTE, commune="59014") == first
    assert ask(user, now, department="59").title == "School year 2026-2027, département 59"
    others = [
        ask(user, now),
        ask(user, now, REPORT, commune="59014"),
        ask(user, now, by_calendar=True, commune="59014"),
        ask(coordinator(), now, commune="59014"),
    ]
    assert first not in others
    make_papers()
    assert ask(user, now, commune="59014") != first


def test_one_person_has_so_many_in_hand_and_no_more(user, now):
    for place in range(MOST_UNFINISHED):
        ask(user, now, year=2026 - place, by_calendar=True)

    with pytest.raises(TooManyOrdersError) as refusal:
        ask(user, now)

    assert str(refusal.value).startswith("5 documents of yours are still being made")
    ask(coordinator(), now)


def test_rows_are_told_while_they_are_written(user, now, monkeypatch):
    monkeypatch.setattr(making, "TOLD_EVERY_SECONDS", 0)
    order = ask(user, now)
    told = []

    def watch(execute, sql, *more):
        answer = execute(sql, *more)
        if sql.startswith('UPDATE "prevention_paperorder"') and '"rows_total" = ' in sql:
            found = PaperOrder.objects.get()
            told.append((found.state, found.rows_done, found.rows_total))
        return answer

    with connection.execute_wrapper(watch):
        make_papers()

    # Six classes under two duties, and a class in each of nine sessions.
    assert told[0] == (OrderState.MAKING, 0, None)
    assert told[1:] == [(OrderState.MAKING, done, 21) for done in range(22)]
    order.refresh_from_db()
    assert (order.rows_done, order.rows_total) == (21, 21)


def test_called_off_while_it_waits_it_is_not_made(user, now):
    forget_order(ask(user, now))

    assert make_papers() == 0
    assert not stored()


@pytest.mark.parametrize("moment", ["tries", "rows_total", "stored_as"])
def test_called_off_at_any_moment_nothing_is_left(user, now, monkeypatch, moment):
    monkeypatch.setattr(making, "TOLD_EVERY_SECONDS", 0)
    order = ask(user, now)

    with at_the_update_of(moment, lambda: forget_order(order)):
        assert make_papers() == 0

    assert not PaperOrder.objects.exists()
    assert not stored()


def test_what_a_killed_worker_had_in_hand_is_made_anew(user, now):
    order = ask(user, now)
    PaperOrder.objects.update(tries=1, started_at=now, rows_done=20, rows_total=21)

    assert make_papers() == 1

    order.refresh_from_db()
    assert (order.state, order.tries) == (OrderState.READY, 2)


@pytest.mark.parametrize("moment", ["rows_total", "stored_as"])
def test_a_worker_that_comes_back_leaves_it_to_the_other(user, now, monkeypatch, moment):
    monkeypatch.setattr(making, "TOLD_EVERY_SECONDS", 0)
    ask(user, now)
    taken = {"tries": 2, "started_at": now + MINUTE, "rows_done": 5, "rows_total": 21}

    with at_the_update_of(moment, lambda: PaperOrder.objects.update(**taken)):
        assert make_papers() == 0

    order = PaperOrder.objects.get()
    assert (order.state, order.tries, order.rows_done) == (OrderState.MAKING, 2, 5)
    assert not stored()


def test_what_a_sheet_cannot_hold_is_a_sentence_in_the_language_of_the_paper(
    user, now, monkeypatch
):
    monkeypatch.setattr(sheets, "MOST_ROWS", 9)
    with translation.override("fr"):
        order = ask(user, now)

    assert make_papers() == 0

    order.refresh_from_db()
    assert order.state == OrderState.REFUSED
    assert order.refusal.startswith("Une feuille contient 8 lignes au plus")
    assert make_papers() == 0


def test_what_fails_is_tried_once_more_and_then_said(user, now, settings, tmp_path):
    nowhere = tmp_path / "file"
    nowhere.touch()
    kept = settings.STORAGES
    settings.STORAGES = {
        **kept,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(nowhere)},
        },
    }
    order = ask(user, now, REPORT)
    for _try in range(2):
        with pytest.raises(OSError, match="file"):
            make_papers()
    order.refresh_from_db()
    assert order.state == OrderState.MAKING
    settings.STORAGES = kept
    later = ask(coordinator(), now + MINUTE, REPORT)

    assert make_papers() == 1

    for one in (order, later):
        one.refresh_from_db()
    assert order.refusal.startswith("This document could not be made")
    assert later.state == OrderState.READY
