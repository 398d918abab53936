"""The yearly report (bilan) as a workbook: numbers that are numbers, and what each of them says.

Totals are formulas where the rows add up to the whole, and what the database counted where they
do not: a class met for two themes is one class. Hours are rounded row by row, so their totals
are the database's too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext as _

from prevention.coverage.activity import Activity, activity_by
from prevention.coverage.dimensions import called
from prevention.coverage.figures import GIVEN, OWED
from prevention.coverage.minutes import hours
from prevention.coverage.owed import Owed, owed_by
from prevention.papers.setting import PROGRAMME, file_name
from prevention.papers.sheets import Cell, Column, Sheet, Sum, refuse_too_many, write_workbook
from prevention.papers.tables import partner_of, with_what_is_listed
from prevention.papers.words import names_of
from prevention.papers.year import Year
from prevention.papers.yearly_sheets import definitions, endings, summary, years
from prevention.papers.years import wholes_of
from prevention.schools.models import ClassGroup, School
from prevention.schools.readers.words import plain
from prevention.vocabulary import DutyUnit, Level, SessionKind

OF_ACTIVITY = [one.code for one in GIVEN.figures]
# What adds up over parts that share no class, and over parts that share no session.
BY_CLASS = {"classes", "participations", "reached", "girls", "boys", "neither_told", "unreported"}
BY_SESSION = {"sessions", "participations", "girls", "boys", "neither_told", "unreported"}
ADDS_UP = {"commune": BY_CLASS, "school": BY_CLASS, "theme": BY_SESSION, "partner": BY_SESSION}

OF_DUTY = [one.code for one in OWED.figures]
COUNTS = {"classes", "unknown_classes"}
FORMULAS = {"planned": "={confirmed}+{held}", "neither_told": "={participations}-{girls}-{boys}"}
SCHOOLS_AT_ONCE = 500
ROWS_AT_ONCE = 2000

Tell = Callable[[int, int], None]


class Way:
    """How far the long sheets are: ``tell`` gets the rows written and those there are to write."""

    def __init__(self, tell: Tell) -> None:
        self.tell, self.done, self.total = tell, 0, 0

    def expect(self, rows: int) -> None:
        self.total = rows
        self.tell(0, rows)

    def along(self, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        for row in rows:
            yield row
            self.done += 1
            self.tell(self.done, self.total)


def nobody_asks(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def yearly_workbook(year: Year, target: IO[bytes], *, today: date, tell: Tell = nobody_asks) -> str:
    """Write the workbook of what its reader sees; give what its file is called.

    Costs a constant number of queries, and three for each five hundred schools; memory is
    bounded by these. ``tell`` is called for each class and session, which are nearly all rows.

    Raises:
        TooManyRowsError: more classes or sessions than a sheet has rows.

    """
    title = _("Prevention in schools: yearly report")
    described = {"title": f"{title}, {year.title}", "author": PROGRAMME}
    write_workbook(target, _sheets(year, title, today, Way(tell)), described=described)
    return file_name(_("Yearly report %(year)s") % {"year": year.name}, "xlsx")


def _sheets(year: Year, title: str, today: date, way: Way) -> Iterator[Sheet]:
    total = owed_by("all", year.classes, school_year=year.number).get("all", [])
    of_classes, of_sessions = sum(one.classes for one in total), year.given.count()
    for rows in (of_classes, of_sessions):
        refuse_too_many(rows)  # now, not after the minutes that a million rows take
    way.expect(of_classes + of_sessions)
    wholes = wholes_of(year)
    whole = wholes[0].figures.given
    yield summary(year, title, today, whole)
    yield years(year, wholes)
    yield endings(wholes[0].figures.outcomes)
    if not year.by_calendar:
        for dimension, name in {
            "commune": _("Owed by commune"),
            "school": _("Owed by school"),
        }.items():
            yield _owed(year, dimension, name, total)
        yield Sheet(_("Owed by class"), _columns_of_classes(), way.along(_rows_of_classes(year)))
    for dimension, name in {
        "commune": _("Given by commune"),
        "school": _("Given by school"),
        "theme": _("Given by theme"),
        "partner": _("Given by partner"),
        "level": _("Given by level"),
    }.items():
        yield _given(year, dimension, name, whole)
    yield Sheet(_("Sessions"), _columns_of_sessions(), way.along(_rows_of_sessions(year)))
    yield definitions()


def _places(dimension: str, keys: list[Any]) -> Callable[[Any], list[Cell]]:
    """What names a row of the dimension; at most one query."""
    if dimension == "school":
        found = School.objects.filter(pk__in=keys).values_list("pk", "name", "commune__name")
        named = {pk: [commune, name, pk] for pk, name, commune in found}
        return lambda key: list(named[key])
    names = called(dimension, keys)
    return lambda key: [names[key]]


def _by_name(named: Callable[[Any], list[Cell]]) -> Callable[[Any], list[str]]:
    """Order rows as a dictionary would: accents do not count."""
    return lambda key: [plain(str(cell)) for cell in named(key)]


def _columns_of(dimension: str) -> list[Column]:
    names = {
        "commune": [Column("commune", _("Commune"), 28)],
        "school": [
            Column("commune", _("Commune"), 24),
            Column("school", _("School"), 40),
            Column("uai", _("UAI"), 11),
        ],
        "theme": [Column("theme", _("Theme"), 44)],
        "partner": [Column("partner", _("Partner"), 44)],
        "level": [Column("level", _("Level"), 28)],
    }
    return names[dimension]


def _given(year: Year, dimension: str, name: str, whole: Activity) -> Sheet:
    found = activity_by(dimension, year.given)
    named = _places(dimension, list(found))
    order = list(Level).index if dimension == "level" else _by_name(named)
    places = _columns_of(dimension)
    sums = ADDS_UP.get(dimension, set())
    figures = [
        Column(one.code, str(one.name), 14, FORMULAS.get(one.code, "")) for one in GIVEN.figures
    ]
    blank: list[Cell | Sum] = [""] * (len(places) - 1)
    return Sheet(
        name,
        [*places, *figures],
        (
            [*named(key), *(getattr(found[key], code) for code in OF_ACTIVITY)]
            for key in sorted(found, key=order)
        ),
        [
            [
                _("All"),
                *blank,
                *(
                    Sum(getattr(whole, code)) if code in sums and found else getattr(whole, code)
                    for code in OF_ACTIVITY
                ),
            ]
        ],
    )


def _columns_of_duties() -> list[Column]:
    return [
        Column("duty", _("Duty"), 44),
        Column("unit", _("Unit"), 10),
        *(Column(one.code, str(one.name), 12, FORMULAS.get(one.code, "")) for one in OWED.figures),
    ]


def _of_duty(one: Owed, code: str) -> Cell:
    """A figure in the duty's unit: whole sessions, or hours with two decimals."""
    value = getattr(one, code)
    if code in COUNTS or one.duty.unit == DutyUnit.SESSIONS:
        return int(value)
    return Decimal(value)


def _owed(year: Year, dimension: str, name: str, total: Sequence[Owed]) -> Sheet:
    found = owed_by(dimension, year.classes, school_year=year.number)
    named = _places(dimension, list(found))
    places = _columns_of(dimension)

    def summed(one: Owed, code: str) -> Cell | Sum:
        value = _of_duty(one, code)
        return Sum(value, by="duty") if isinstance(value, int) else value

    blank: list[Cell | Sum] = [""] * (len(places) - 1)
    return Sheet(
        name,
        [*places, *_columns_of_duties()],
        (
            [*named(key), *_duty(one), *(_of_duty(one, code) for code in OF_DUTY)]
            for key in sorted(found, key=_by_name(named))
            for one in found[key]
        ),
        [
            [_("All"), *blank, *_duty(one), *(summed(one, code) for code in OF_DUTY)]
            for one in total
        ],
    )


def _duty(one: Owed) -> list[Any]:
    return [one.duty.name, str(one.duty.get_unit_display())]


def _columns_of_classes() -> list[Column]:
    return [
        *_columns_of("school"),
        Column("class", _("Class"), 14),
        Column("levels", _("Levels"), 14),
        Column("headcount", _("Number of pupils"), 12),
        *_columns_of_duties(),
    ]


def _rows_of_classes(year: Year) -> Iterator[Sequence[Cell]]:
    """Each class under each duty, school by school."""
    schools = School.objects.filter(pk__in=year.classes.values("school"))
    keys = list(schools.order_by("commune__name", "name", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), SCHOOLS_AT_ONCE):
        classes = year.classes.filter(school__in=keys[start : start + SCHOOLS_AT_ONCE])
        found = owed_by("class_group", classes, school_year=year.number)
        listed = classes.select_related("school").annotate(commune=F("school__commune__name"))
        for group in listed.order_by("commune", "school__name", "school", "levels", "label"):
            for one in found.get(group.pk, []):
                yield [
                    group.commune,
                    group.school.name,
                    group.school_id,
                    *_class(group),
                    group.headcount,
                    *_duty(one),
                    *(_of_duty(one, code) for code in OF_DUTY),
                ]


def _class(group: ClassGroup) -> list[Cell]:
    return [group.label, names_of(group.levels)]


def _columns_of_sessions() -> list[Column]:
    present = {code: str(GIVEN.by_code[code].name) for code in ("girls", "boys")}
    return [
        Column("day", _("Day"), 11),
        Column("start", _("Start"), 8),
        Column("hours", _("Hours"), 9),
        *_columns_of("school"),
        Column("class", _("Class"), 14),
        Column("levels", _("Levels"), 14),
        Column("theme", _("Theme"), 36),
        Column("partner", _("Partner"), 30),
        Column("kind", _("Kind"), 20),
        Column("present", _("Present"), 10),
        *(Column(code, name, 10) for code, name in present.items()),
    ]


def _rows_of_sessions(year: Year) -> Iterator[Sequence[Cell]]:
    """Each class in each session that was given; nobody is named."""
    listed = with_what_is_listed(year.given).select_related("group__school__commune")
    listed = listed.defer("group__school__commune__outline")
    kinds = {kind.value: str(kind.label) for kind in SessionKind}
    for row in listed.iterator(chunk_size=ROWS_AT_ONCE):
        session, school = row.session, row.group.school
        if session.starts_at is None or session.ends_at is None:
            continue
        start = session.starts_at.astimezone(ZoneInfo(school.time_zone))
        minutes = round((session.ends_at - session.starts_at).total_seconds() / 60)
        yield [
            start.date(),
            start.time().replace(second=0, microsecond=0),
            hours(minutes),
            school.commune.name,
            school.name,
            school.pk,
            *_class(row.group),
            session.theme.name,
            partner_of(row),
            kinds[session.kind],
            row.present,
            row.girls,
            row.boys,
        ]
