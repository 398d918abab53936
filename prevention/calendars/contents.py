"""What a feed shows: the rows it reads, without rendering anything."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BooleanField, F, Func, Min, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from library.addresses import way_to
from library.vocabulary import Audience
from prevention.calendars.models import Feed
from prevention.calendars.words import Words, speak
from prevention.offers.models import OfferMaterial
from prevention.scheduling.models import Session, SessionFacilitator, SessionGroup
from prevention.schools.models import School, SchoolYear
from prevention.vocabulary import OCCUPYING_STATES, Moment, SessionState

# Raise it with every change in what is written for the same rows and words: calendars are
# read and compared anew only when something changed (``polls``), and the program is a part.
FORMAT = 5

PARIS = ZoneInfo("Europe/Paris")
OFF_STATES = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})
TO_PREPARE = [Moment.BEFORE, Moment.DURING]
OFF_SHOWN = timedelta(days=30)
LOOK_BACK = timedelta(days=400)

# Read by facilitators and coordinators alone, who know one another by name.
NAMES_PEOPLE = frozenset({Feed.Kind.FACILITATOR, Feed.Kind.OFFER, Feed.Kind.TERRITORY})

# More than a calendar has room for, whatever they say: of a whole territory, no more than
# these latest are read.
MOST_SESSIONS = 1_600


class Place(NamedTuple):
    """A school as a calendar shows it; coordinates in degrees (WGS 84), None where unknown."""

    name: str
    address: str
    postcode: str
    commune: str
    latitude: float | None
    longitude: float | None
    time_zone: str


class Group(NamedTuple):
    label: str
    levels: tuple[str, ...]
    headcount: int | None


class Material(NamedTuple):
    title: str
    url: str


class About(NamedTuple):
    """What is written of a session that others may share: of a class's, a series', a day's."""

    state: str
    theme: str
    location: str
    elsewhere: str
    title: str
    room_needs: str
    organisation: str
    room: str
    school: Place
    groups: tuple[Group, ...]
    facilitators: tuple[str, ...]
    materials: tuple[Material, ...]


class Row(NamedTuple):
    """One session with everything that is written of it.

    Instants are DATE-TIMEs in UTC (RFC 5545, 3.3.5).
    """

    uid: str
    starts_at: str
    ends_at: str
    sequence: int
    created_at: str
    revised_at: str
    about: About


class DatabaseText(Func):
    """A column as text that the database writes.

    To make a value of each only to write it takes longer than all the rest of reading a calendar.
    """

    sqlite: str
    postgresql: str

    def __init__(self, path: str) -> None:
        super().__init__(F(path), output_field=TextField())

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.sqlite, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.postgresql, **extra)


class DateTimeText(DatabaseText):
    """An instant as a DATE-TIME in UTC (RFC 5545, 3.3.5)."""

    sqlite = "strftime('%%%%Y%%%%m%%%%dT%%%%H%%%%M%%%%SZ', %(expressions)s)"
    postgresql = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')"""


class UidText(DatabaseText):
    """A UUID with its hyphens (RFC 9562, 4), which SQLite keeps without."""

    sqlite = "||'-'||".join(
        f"substr(%(expressions)s, {start}, {length})"
        for start, length in [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
    )
    postgresql = "%(expressions)s::text"


# What is read, from where, in the order of the fields above. Each is a query of its own: a
# session has several classes and materials, and most sessions of a calendar share a school.
OWN_PATHS: list[str | DatabaseText] = [
    UidText("public_id"),
    DateTimeText("starts_at"),
    DateTimeText("ends_at"),
    "sequence",
    DateTimeText("created_at"),
    DateTimeText("revised_at"),
]
ABOUT_PATHS: list[str | Coalesce] = [
    "state",
    "theme__name",
    "location",
    "address",
    # What a school gives by itself has no offer, and a session may have no room of its own.
    Coalesce("offer__title", "theme__name"),
    Coalesce("offer__room_needs", Value("")),
    Coalesce("offer__organisation__name", Value("")),
    Coalesce("room__name", Value("")),
]
SCHOOL_PATHS = [
    "name",
    "address",
    "postcode",
    "commune__name",
    "latitude",
    "longitude",
    "time_zone",
]
CLASS_PATHS = ["group__label", "group__levels", "group__headcount"]
FACILITATOR_PATHS = ["facilitator__name"]
MATERIAL_PATHS = [
    "material__title",
    "material__url",
    "material__public_id",
    "material__warnings",
]


class Contents(NamedTuple):
    """All that a calendar is made of, but for its name; ``site`` is where its pages stand."""

    site: str
    words: Words
    rows: list[Row]


def read_contents(feed: Feed, *, now: datetime) -> Contents:
    """Read what a feed shows at ``now``, in the active language; five queries."""
    today = now.astimezone(PARIS).date()
    # ``listed_at`` is the start of what has one, and has the index.
    window = Q(listed_at__gte=_midnight(_earliest(today)))
    sessions = Session.objects.filter(feed.sessions(), shown_on(today), window)
    rows = rows_of(sessions, names_people=feed.kind in NAMES_PEOPLE)
    return Contents(settings.SITE_URL, speak(), rows)


def rows_of(
    sessions: QuerySet[Session], *, names_people: bool = False, most: int = MOST_SESSIONS
) -> list[Row]:
    """Read what is written of the latest of sessions that have a time, by it; five queries.

    Four where nobody is named: then ``facilitators`` stays empty.
    """
    paths = ["pk", "school", "offer", *OWN_PATHS, *ABOUT_PATHS]
    latest = sessions.order_by("-listed_at", "-pk").values_list(*paths)
    found = list(reversed(latest[:most]))
    pks = [pk for pk, *_read in found]
    groups = _lists(_of(SessionGroup, pks), "session", CLASS_PATHS, Group._make)
    given = _of(SessionFacilitator, pks if names_people else [])
    people = _lists(given, "session", FACILITATOR_PATHS, itemgetter(0))
    offers = {offer for _pk, _school, offer, *_read in found} - {None}
    materials = _lists(_to_prepare(offers, names_people), "offer", MATERIAL_PATHS, _material)
    places = _places({school for _pk, school, *_read in found})
    own = len(OWN_PATHS)
    rows = []
    for pk, school, offer, *read in found:
        lists = (groups[pk], people[pk], materials[offer])
        about = About._make([*read[own:], places[school], *lists])
        rows.append(Row._make([*read[:own], about]))
    return rows


def _to_prepare(offers: set[Any], for_partners: bool) -> QuerySet[OfferMaterial]:
    """What is prepared with: published, for whoever reads such calendars, each once."""
    listed = OfferMaterial.objects.published().filter(offer__in=offers, moment__in=TO_PREPARE)
    if not for_partners:
        listed = listed.exclude(material__audience=Audience.FACILITATOR)
    once = listed.order_by("offer", "material").values("offer", "material").annotate(Min("pk"))
    return OfferMaterial.objects.filter(pk__in=once.values("pk__min"))


def _material(read: list[Any]) -> Material:
    title, url, public_id, warnings = read
    return Material(title, way_to(url=url, public_id=public_id, warned=bool(warnings)))


def _places(schools: set[str]) -> dict[str, Place]:
    rows = School.objects.filter(pk__in=schools).order_by().values_list("pk", *SCHOOL_PATHS)
    return {pk: Place(*shown) for pk, *shown in rows}


def _of(model: type[Model], sessions: list[int]) -> QuerySet[Any]:
    """Give the rows of sessions; their keys are written out.

    To bind hundreds of numbers takes longer than to read the rows that they name.
    """
    rows: QuerySet[Any] = model._default_manager.all()
    if not sessions:
        return rows.none()
    keys = ", ".join(map(str, sessions))
    among = Func(F("session"), template=f"%(expressions)s IN ({keys})", output_field=BooleanField())
    return rows.filter(among)


def _lists(
    rows: QuerySet[Any], owner: str, paths: list[str], make: Callable[[list[Any]], Any]
) -> defaultdict[Any, tuple[Any, ...]]:
    """Read rows by their owner, each list in the order of its first column."""
    lists: defaultdict[Any, tuple[Any, ...]] = defaultdict(tuple)
    for key, *shown in rows.order_by(paths[0], "pk").values_list(owner, *paths):
        lists[key] += (make(shown),)
    return lists


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
