"""What a feed shows: the rows it reads and their revision, without rendering anything."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from prevention.calendars.models import Feed
from prevention.calendars.words import Words, speak
from prevention.offers.models import Offer
from prevention.scheduling.models import Session, SessionFacilitator, SessionGroup
from prevention.schools.models import SchoolYear
from prevention.vocabulary import OCCUPYING_STATES, SessionState

# Raise it with every change in what is written for the same rows and words: the revision
# is all that subscribed clients compare.
FORMAT = 3

PARIS = ZoneInfo("Europe/Paris")
OFF_STATES = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})
OFF_SHOWN = timedelta(days=30)
LOOK_BACK = timedelta(days=400)

# More than a calendar has room for, whatever they say: of a whole territory, no more than
# these latest are read.
MOST_SESSIONS = 1_600


class Row(NamedTuple):
    """One session with everything that is written of it.

    Instants are DATE-TIMEs in UTC (RFC 5545, 3.3.5); the last three are JSON texts.
    """

    public_id: Any
    state: str
    starts_at: str
    ends_at: str
    sequence: int
    created_at: str
    revised_at: str
    theme: str
    location: str
    elsewhere: str
    title: str
    room_needs: str
    organisation: str
    room: str
    school: str
    address: str
    postcode: str
    commune: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    groups: str  # [[label, levels as stored, headcount], ...]
    facilitators: str  # [[name], ...]
    materials: str  # [[title, address], ...]


PATHS: list[str | Coalesce] = [
    "public_id",
    "state",
    "starts_at",
    "ends_at",
    "sequence",
    "created_at",
    "revised_at",
    "theme__name",
    "location",
    "address",
    # What a school gives by itself has no offer, and a session may have no room of its own.
    Coalesce("offer__title", "theme__name"),
    Coalesce("offer__room_needs", Value("")),
    Coalesce("offer__organisation__name", Value("")),
    Coalesce("room__name", Value("")),
    "school__name",
    "school__address",
    "school__postcode",
    "school__commune__name",
    "school__latitude",
    "school__longitude",
    "school__time_zone",
]
# Of each class, facilitator and material of a session, in this order: see ``Row``.
CLASS_PATHS = {
    "label": "group__label",
    "levels": "group__levels",
    "headcount": "group__headcount",
}
FACILITATOR_PATHS = {"name": "facilitator__name"}
MATERIAL_PATHS = {"title": "material__title", "url": "material__url"}


# Written by the database: to make an instant of each only to write it takes longer than all
# the rest of reading a calendar.
INSTANTS = frozenset({"starts_at", "ends_at", "created_at", "revised_at"})


class Contents(NamedTuple):
    """All that a calendar is made of, but for its name.

    ``shared`` names these contents: the same for all readers of the same sessions in the
    same language. ``revision`` names them under the feed's own name.
    """

    kind: str
    site: str
    words: Words
    rows: list[Row]
    shared: str
    revision: str


class DateTimeText(Func):
    """An instant as a DATE-TIME in UTC."""

    def __init__(self, path: str) -> None:
        super().__init__(F(path), output_field=TextField())

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        template = "strftime('%%%%Y%%%%m%%%%dT%%%%H%%%%M%%%%SZ', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')"""
        return self.as_sql(compiler, connection, template=template, **extra)


class JsonRows(Subquery):
    """Rows of another table as one JSON text, a list of lists, within the same query.

    A session has several classes and materials: joined, they would multiply its row, and
    apart they would cost each poll a query.
    """

    def __init__(self, queryset: QuerySet[Any], **columns: str) -> None:
        # Names of our own: those of the table's columns cannot be given again.
        named = {f"{name}_shown": F(path) for name, path in columns.items()}
        super().__init__(queryset.values(**named), output_field=TextField())
        self.extra["columns"] = ", ".join(f'"{name}"' for name in named)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT json_group_array(json_array(%(columns)s)) FROM (%(subquery)s) part)",
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template=(
                "(SELECT COALESCE(json_agg(json_build_array(%(columns)s)), '[]')::text"
                " FROM (%(subquery)s) part)"
            ),
        )


def read_contents(feed: Feed, *, now: datetime) -> Contents:
    """Read what a feed shows at ``now``, in the active language; one query."""
    words = speak()
    rows = _rows(feed, today=now.astimezone(PARIS).date())
    site = settings.SITE_URL
    # A plain tuple is written some three times quicker than a named one.
    shared = _digest(FORMAT, str(feed.kind), site, words, [tuple(row) for row in rows])
    revision = _digest(shared, feed.name, feed.time_zone)
    return Contents(feed.kind, site, words, rows, shared, revision)


def _rows(feed: Feed, *, today: date) -> list[Row]:
    # ``listed_at`` is the start of what has one, and has the index.
    window = Q(listed_at__gte=_midnight(_earliest(today)))
    return rows_of(Session.objects.filter(feed.sessions(), shown_on(today), window))


def rows_of(sessions: QuerySet[Session], *, most: int = MOST_SESSIONS) -> list[Row]:
    """Read what is written of the latest of sessions that have a time, by it; one query."""
    session = OuterRef("pk")
    groups = SessionGroup.objects.filter(session=session).order_by("group__label", "pk")
    given = SessionFacilitator.objects.filter(session=session).order_by("facilitator__name", "pk")
    materials = Offer.materials.through.objects.filter(
        offer=OuterRef("offer"), material__published=True
    ).order_by("material__title", "pk")
    values = sessions.order_by("-listed_at", "-pk").values_list(
        *(DateTimeText(path) if path in INSTANTS else path for path in PATHS),
        JsonRows(groups, **CLASS_PATHS),
        JsonRows(given, **FACILITATOR_PATHS),
        JsonRows(materials, **MATERIAL_PATHS),
    )
    return [Row._make(row) for row in reversed(values[:most])]


def shown_on(today: date) -> Q:
    """Sessions that stand in calendars: planned and past ones, and for a while those called off.

    Wishes, refusals and holds that ran out never do. Days are those of Paris.
    """
    return Q(state__in=OCCUPYING_STATES, starts_at__gte=_midnight(_earliest(today))) | Q(
        state__in=OFF_STATES, starts_at__gte=_midnight(today - OFF_SHOWN)
    )


def _earliest(today: date) -> date:
    years_start = date(SchoolYear.year_of(today) - 1, 9, 1)
    return max(years_start, today - LOOK_BACK)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
