"""The table: what is measured, in what order, and how it is printed."""

from pathlib import Path

from django.db import connection

from bench.booking import CLIENTS, booking
from bench.calendars import all_polled_once, calendars
from bench.files import forget_the_annuaire, national_annuaire
from bench.reads import reads
from bench.timing import Beside, queries_of, row, seconds
from bench.world import SESSIONS, grow, make_world


def fill(folder: Path, server_url: str) -> None:
    print(f"\n{connection.display_name:<56}{'floor':>14}{'ours':>13}{'ratio':>8}{'queries':>10}")
    show(national_annuaire(folder))
    forget_the_annuaire()

    offer = make_world()
    grow(offer, sessions=SESSIONS)
    few = [len(queries_of(act.ours)) for act in reads(offer)]
    grow(offer, sessions=10 * SESSIONS)
    for before, act in zip(few, reads(offer), strict=True):
        show(act, queries=f"{before} → {len(queries_of(act.ours))}")

    floor, ours = booking(offer)
    rates = f"A booking, {CLIENTS} clients: {1 / ours:.0f}/s / its SQL: {1 / floor:.0f}/s"
    print(row(rates, floor, ours))
    print(f"Queries: with {SESSIONS} sessions → with {10 * SESSIONS:,}; times with the latter.")

    print(f"\nOver HTTP, one gunicorn worker{'floor':>21}{'ours':>10}{'share':>8}")
    for line in calendars(offer, folder, server_url):
        print(line, flush=True)
    if connection.vendor == "postgresql":
        print(all_polled_once(server_url))


def show(act: Beside, queries: str = "") -> None:
    floor = seconds(act.floor, runs=act.runs_of_floor)
    print(row(act.name, floor, seconds(act.ours, runs=act.runs), queries), flush=True)
