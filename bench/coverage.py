"""What classes are owed, from one school to the nation, beside SQL written by hand for it.

On PostgreSQL alone: nobody runs a nation on SQLite. Memory is what Python held at most for one
answer.
"""

import tempfile
import tracemalloc
from pathlib import Path

from django.test import Client
from django.utils.timezone import localdate

from bench.nation import (
    ARRONDISSEMENT,
    CLASSES,
    NORD,
    ONE_SCHOOL,
    SCHOOLS,
    SESSIONS,
    YEAR,
    make_nation,
)
from bench.reads import got
from bench.timing import Act, bare, queries_of, row, seconds
from prevention.fields import to_bits
from prevention.offers.models import Duty
from prevention.orders.making import IN_MEMORY_BYTES
from prevention.papers.year import Year
from prevention.papers.yearly_workbook import yearly_workbook
from prevention.people.models import User

RUNS = 3
ADMINISTRATION = "administration@exemple.test"
GRID = f"/api/v1/coverage/grid/?school_year={YEAR}"
# What is asked, who it is about in the hand-written SQL, and what its rows are told by.
ASKED = {
    "One school, class by class": (
        f"/api/v1/coverage/?school={ONE_SCHOOL}&school_year={YEAR}",
        f"of.school_id = '{ONE_SCHOOL}'",
        "id",
    ),
    "An arrondissement, 271 schools": (
        f"{GRID}&by=school&epci={ARRONDISSEMENT}",
        f"of.epci_id = '{ARRONDISSEMENT}'",
        "school_id",
    ),
    "A département, 2,500 schools": (
        f"{GRID}&by=school&department={NORD}",
        f"of.department_code = '{NORD}'",
        "school_id",
    ),
    "The nation, by département": (f"{GRID}&by=department", "true", "department_code"),
    "The nation, by EPCI": (f"{GRID}&by=epci", "true", "epci_id"),
}
# Beside their own queries, sent as they are.
ALSO = {
    "Activity of a département, by theme": (
        f"/api/v1/coverage/activity/?by=theme&period=school_year&year={YEAR}&department={NORD}"
    ),
    "Activity of the nation, by département": (
        f"/api/v1/coverage/activity/?by=department&period=school_year&year={YEAR}"
    ),
    "Evolution of a département": (
        f"/api/v1/coverage/evolution/?school_year={YEAR}&department={NORD}"
    ),
    "Worklist of a département": f"/api/v1/coverage/worklist/?department={NORD}",
}

BY_HAND = """
WITH per_class AS (
    SELECT of.id, of.levels, of.school_id, of.department_code, of.epci_id, {of_class}
    FROM (
        SELECT one.id, one.levels, one.school_id, school.department_code, commune.epci_id
        FROM prevention_classgroup AS one
        JOIN prevention_school AS school ON school.uai = one.school_id
        JOIN prevention_commune AS commune ON commune.insee_code = school.commune_id
        WHERE one.school_year_id = {year}
    ) AS of
    LEFT JOIN (
        prevention_sessiongroup AS member
        JOIN prevention_session AS meeting ON meeting.id = member.session_id
            AND meeting.kind IN ('CLASS', 'SHOW', 'INTERNAL')
            AND meeting.state IN ('done', 'closed', 'confirmed', 'held')
    ) ON member.group_id = of.id
    WHERE {which}
    GROUP BY of.id, of.levels, of.school_id, of.department_code, of.epci_id
)
SELECT {by}, {totals} FROM per_class GROUP BY {by}
"""

MINUTES = "round(extract(epoch FROM meeting.ends_at - meeting.starts_at) / 60)::int"
STATES = {
    "done": "meeting.state IN ('done', 'closed')",
    "internal": "meeting.state IN ('done', 'closed') AND meeting.kind = 'INTERNAL'",
    "confirmed": "meeting.state = 'confirmed'",
    "held": "meeting.state = 'held'",
}


def fill(_folder: Path, _server_url: str) -> None:
    made = seconds(make_nation, runs=1)
    print(
        f"\n{SCHOOLS:,} schools, {CLASSES:,} classes, {SESSIONS:,} sessions: made in {made:.0f} s"
    )
    print(
        f"\n{'Coverage over HTTP / SQL by hand':<56}{'floor':>14}{'ours':>13}{'ratio':>8}", end=""
    )
    print(f"{'queries':>10}{'memory':>10}")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.create_superuser(email=ADMINISTRATION))
    for name, (address, which, by) in ASKED.items():
        act = got(client, address)
        queries = str(len(queries_of(act)))
        floor = seconds(bare([by_hand(which, by)]), runs=RUNS)
        line = row(name, floor, seconds(act, runs=RUNS), queries)
        print(f"{line}{_megabytes(act):>7.1f} MB", flush=True)
    also = {name: got(client, address) for name, address in ALSO.items()}
    for name, act in [*also.items(), ("Workbook of a département", _workbook)]:
        sql = queries_of(act)
        line = row(
            f"{name} / its SQL", seconds(bare(sql), runs=1), seconds(act, runs=1), str(len(sql))
        )
        print(f"{line}{_megabytes(act):>7.1f} MB", flush=True)


def _workbook() -> object:
    """Write the workbook of somebody who may read everything, as the worker does."""
    user = User.objects.get(email=ADMINISTRATION)
    about = Year(YEAR, False, user, {"department": NORD})
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as target:
        return yearly_workbook(about, target, today=localdate())


def by_hand(which: str, by: str) -> str:
    """The same figures, as somebody would write them who has these duties alone in mind."""
    duties = [(one, one.themes.values_list("pk", flat=True)) for one in Duty.objects.all()]
    of_class, totals = [], []
    for place, (duty, codes) in enumerate(duties):
        amount = "count(*)" if duty.unit == "SESSIONS" else f"sum({MINUTES})"
        owed = duty.amount * (1 if duty.unit == "SESSIONS" else 60)
        themes = ", ".join(f"'{code}'" for code in codes)
        for name, states in STATES.items():
            condition = f"meeting.theme_id IN ({themes}) AND {states}"
            of_class.append(f"coalesce({amount} FILTER (WHERE {condition}), 0) AS {name}_{place}")
        totals += [
            f"{total} FILTER (WHERE levels & {to_bits(duty.levels)} <> 0)"
            for total in (
                "count(*)",
                f"sum((done_{place} + confirmed_{place} + held_{place} = 0)::int)",
                f"sum(greatest(0, {owed} - done_{place}))",
                f"sum(greatest(0, {owed} - done_{place} - confirmed_{place} - held_{place}))",
                *(f"sum({name}_{place})" for name in STATES),
            )
        ]
    return BY_HAND.format(
        of_class=", ".join(of_class), totals=", ".join(totals), which=which, by=by, year=YEAR
    )


def _megabytes(act: Act) -> float:
    tracemalloc.start()
    act()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20
