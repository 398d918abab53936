"""A nation of schools in PostgreSQL: 60,000 schools, 450,000 classes, 1,350,000 sessions.

Written by the database itself, in set-based SQL, with its triggers at rest: what a coverage
page reads does not depend on them. The Nord has 2,500 schools, an arrondissement of it 271.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from prevention.fields import to_bits
from prevention.offers.law import load_law
from prevention.offers.models import Offer, Organisation
from prevention.people.models import User
from prevention.scheduling.models import Request
from prevention.schools.models import Commune, Epci, SchoolYear
from prevention.vocabulary import Level, OrganisationKind

YEAR = 2026
SCHOOLS = 60_000
CLASSES = 450_000
SESSIONS = 1_350_000
IN_THE_NORD = 2_500
IN_THE_ARRONDISSEMENT = 271
ARRONDISSEMENT = "200000001"  # a group of communes
NORD = "59"
ONE_SCHOOL = "0000001A"

COMMUNES = 8_000  # the first 10 are the arrondissement's, the first 100 the Nord's
PRIMARY = [Level.PS, Level.GS, Level.CP, Level.CE2, Level.CM1, Level.CM2]
SECONDARY = [Level.SIXIEME, Level.CINQUIEME, Level.TROISIEME, Level.SECONDE, Level.TERMINALE]
THEMES = ["EVAR", "EVARS", "ADD", "HAR"]

SCHOOLS_SQL = """
INSERT INTO prevention_school (
    uai, name, kind, sector, priority, qpv, cite_educative, has_ulis, has_segpa, address,
    postcode, phone, email, website, circonscription, department_code, academy, holiday_zone,
    time_zone, network_head_uai, status, edited_fields, commune_id)
SELECT lpad(n::text, 7, '0') || 'A', 'Établissement ' || n,
    (ARRAY['MAT', 'ELEM', 'PRIM', 'ELEM', 'CLG', 'LGT'])[n %% 6 + 1],
    CASE WHEN n %% 8 = 0 THEN 'PRIVE_SC' ELSE 'PUBLIC' END,
    (ARRAY['NONE', 'NONE', 'NONE', 'NONE', 'NONE', 'REP', 'REPP'])[n %% 7 + 1],
    n %% 9 = 0, false, false, false, '1 rue fictive', '59300', '', '', '',
    CASE WHEN n %% 6 < 4 THEN 'Circonscription ' || c / 10 ELSE '' END,
    commune.department_code, 'Lille', 'Zone B', 'Europe/Paris', '', 'OPEN', '[]',
    commune.insee_code
FROM generate_series(1, %(schools)s) AS n
CROSS JOIN LATERAL (SELECT CASE WHEN n <= %(arrondissement)s THEN n %% 10
    WHEN n <= %(nord)s THEN 10 + n %% 90 ELSE 100 + n %% (%(communes)s - 100) END AS c) AS place
JOIN prevention_commune AS commune ON commune.insee_code = lpad(c::text, 5, '0')
"""

CLASSES_SQL = """
INSERT INTO prevention_classgroup (
    id, label, levels, headcount, source, created_at, updated_at, school_id, school_year_id)
SELECT k, 'Classe ' || k / %(schools)s + 1,
    CASE WHEN n %% 6 >= 4 THEN (%(secondary)s::int[])[k %% 5 + 1]
        WHEN k %% 13 = 0 THEN %(mixed)s ELSE (%(primary)s::int[])[k %% 6 + 1] END,
    18 + k %% 13, 'TYPED', now(), now(), lpad(n::text, 7, '0') || 'A', %(year)s
FROM generate_series(1, %(classes)s) AS k
CROSS JOIN LATERAL (SELECT (k - 1) %% %(schools)s + 1 AS n) AS of_school
"""

# Of twenty sessions: thirteen given, of which two by the schools themselves, four planned.
SESSIONS_SQL = """
INSERT INTO prevention_session (
    id, public_id, state, starts_at, ends_at, held_until, authorised_at, accepted_at,
    ended_by_side, ended_reason, sequence, created_at, revised_at, offer_id, request_id,
    school_id, address, en_adult, ended_late, exceptional_reason, kind, theme_id, location,
    override_reason)
SELECT s, gen_random_uuid(), state, starts_at, starts_at + interval '55 minutes', starts_at,
    starts_at, starts_at, '', '', 0, now(), now(),
    CASE WHEN NOT internal THEN (%(offers)s::bigint[])[t] END,
    CASE WHEN NOT internal THEN (%(requests)s::bigint[])[t] END,
    school_id, '', '', false, '', CASE WHEN internal THEN 'INTERNAL' ELSE 'CLASS' END,
    (%(themes)s::text[])[t], 'SCHOOL', ''
FROM generate_series(1, %(sessions)s) AS s
JOIN prevention_classgroup ON id = s * 7919::bigint %% %(classes)s + 1
CROSS JOIN LATERAL (SELECT s %% 20 IN (3, 4) AS internal,
    CASE WHEN s %% 20 < 13 THEN 'done' WHEN s %% 20 < 16 THEN 'confirmed'
        WHEN s %% 20 = 16 THEN 'held' ELSE 'cancelled' END AS state,
    CASE WHEN s %% 5 = 0 THEN 4 WHEN levels < %(sixth)s THEN 1
        WHEN s %% 5 = 1 THEN 3 ELSE 2 END AS t,
    timestamptz '2026-09-01 07:00Z' + make_interval(days => s %% 290, hours => s %% 8)
        AS starts_at) AS facts
"""

# Each ninth is for a second class, of the same school or of another.
SESSION_GROUPS_SQL = """
INSERT INTO prevention_sessiongroup (session_id, group_id, headcount, present, girls, boys)
SELECT s, k, 25, present, present / 2, present / 3
FROM generate_series(1, %(sessions)s) AS s
CROSS JOIN LATERAL (SELECT s * 7919::bigint %% %(classes)s + 1 AS k
    UNION ALL SELECT (s * 7919::bigint + %(schools)s) %% %(classes)s + 1 WHERE s %% 9 = 0
) AS of_classes
CROSS JOIN LATERAL (SELECT CASE WHEN s %% 20 < 13 THEN 10 + s %% 15 END AS present) AS counts
"""


def make_nation() -> None:
    load_law()
    SchoolYear.objects.get_or_create(year=YEAR)
    _make_territories()
    levels: dict[str, Any] = {
        "primary": [to_bits([level]) for level in PRIMARY],
        "mixed": to_bits([Level.CM1, Level.CM2]),
        "secondary": [to_bits([level]) for level in SECONDARY],
        "sixth": to_bits([Level.SIXIEME]),
    }
    sizes = {"schools": SCHOOLS, "classes": CLASSES, "sessions": SESSIONS, "year": YEAR}
    places = {"arrondissement": IN_THE_ARRONDISSEMENT, "nord": IN_THE_NORD, "communes": COMMUNES}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(SCHOOLS_SQL, sizes | places)
        cursor.execute(CLASSES_SQL, sizes | levels)
        parameters = sizes | levels | _make_offers()
        cursor.execute(SESSIONS_SQL, parameters)
        cursor.execute(SESSION_GROUPS_SQL, parameters)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _make_territories() -> None:
    epcis = {number: f"2{number:08}" for number in range(1, COMMUNES // 10 + 1)}
    Epci.objects.bulk_create(Epci(siren=siren, name=siren) for siren in epcis.values())
    Commune.objects.bulk_create(
        Commune(
            insee_code=f"{number:05}",
            name=f"Commune {number}",
            department_code=NORD if number < 100 else f"{number % 58 + 1:02}",  # noqa: PLR2004
            epci_id=epcis[number // 10 + 1],
        )
        for number in range(COMMUNES)
    )


def _make_offers() -> dict[str, Any]:
    """One offer and one request for each theme: whose they are makes no figure here."""
    partner = Organisation.objects.create(name="Centre fictif", kind=OrganisationKind.SANTE)
    user = User.objects.create_user(email="coordination@exemple.test")
    offers = Offer.objects.bulk_create(
        Offer(
            title=theme,
            theme_id=theme,
            organisation=partner,
            levels=tuple(Level),
            duration_minutes=55,
        )
        for theme in THEMES
    )
    requests = Request.objects.bulk_create(
        Request(offer=offer, school_id=ONE_SCHOOL, asked_by=user, created_at=timezone.now())
        for offer in offers
    )
    return {
        "themes": [*THEMES],
        "offers": [offer.pk for offer in offers],
        "requests": [request.pk for request in requests],
    }
