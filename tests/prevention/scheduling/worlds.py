"""Random worlds as plain facts, before they become the values or the rows of the code.

A world holds what people would tell: which days are off, who works when, where schools are.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from prevention.vocabulary import Half

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class HolidayFact:
    """Days off, both included; the first is not when pupils leave after its class."""

    first: date
    last: date
    after_class: bool


@dataclass(frozen=True)
class AgreementFact:
    """Days of an agreement, both included; ``national`` are those of the one it extends.

    ``fits`` tells whether it covers the theme and every level of the class.
    """

    first: date
    last: date
    national: tuple[date, date] | None = None
    fits: bool = True


@dataclass(frozen=True)
class WindowFact:
    """What somebody says of a weekday, in local time; the last day, if any, is included."""

    weekday: int
    start: time
    end: time
    first: date
    last: date | None


@dataclass(frozen=True)
class HeldFact:
    """A session held at ``schools[school]``."""

    start: datetime
    end: datetime
    school: int


@dataclass(frozen=True)
class PersonFact:
    windows: list[WindowFact]
    extras: list
    absences: list
    busy: list
    held: list[HeldFact]
    base: int | None  # among the communes
    max_per_day: int | None
    max_per_week: int | None


@dataclass(frozen=True)
class World:
    """``schools`` are a point, or None, and the number of a commune; the class is in the first."""

    zone: ZoneInfo
    first: date
    last: date
    now: datetime
    lead_days: int
    week: dict
    holidays: list[HolidayFact]
    public_holidays: list[date]
    closures: list
    closed_on: date | None
    communes: list
    schools: list
    detour: float
    speed_kmh: float
    margin_minutes: int
    lunch: tuple[time, time, int] | None
    people: list[PersonFact]
    needed: int
    duration_minutes: int
    classes_busy: list
    agreements: list[AgreementFact] | None

    @property
    def days(self) -> list[date]:
        """The days asked for, without those before the class's school year."""
        asked = [self.first + n * DAY for n in range((self.last - self.first).days + 1)]
        return [day for day in asked if day >= SCHOOL_YEAR_BEGINS]


SCHOOL_YEAR_BEGINS = date(2026, 9, 1)
ZONES = [ZoneInfo(name) for name in ("Europe/Paris", "Indian/Reunion", "America/Martinique")]
# The Sundays on which clocks change, the first day of the school year, and a plain week.
CENTRES = [date(2026, 10, 25), date(2027, 3, 28), SCHOOL_YEAR_BEGINS, date(2027, 1, 13)]
AUTUMN = HolidayFact(date(2026, 11, 7), date(2026, 11, 8), after_class=False)
SUMMER = HolidayFact(date(2027, 7, 3), date(2027, 8, 31), after_class=False)
# Lessons at night exist only here: where arithmetic on wall clocks goes wrong, it goes wrong
# there. Nothing begins or ends between two and three o'clock, shown twice or not at all.
MORNINGS = [*[(time(8), time(12)), (time(8, 5), time(11, 35))] * 3, (time(9), time(9, 20))]
NIGHTS = [(time(0), time(5, 5)), (time(1, 50), time(4))]
AFTERNOONS = [(time(13, 30), time(17)), (time(13, 50), time(15, 25))]
CLOCKS = [time(0), time(1, 50), time(7), time(8), time(9, 35), time(12), time(13, 30), time(17, 10)]
LUNCH = time(11, 30), time(14), 45
LUNCHES = [None, LUNCH, (time(11, 30), time(14), 120), (time(11, 30), time(13, 30), 100)]
LONG_AGO = date(2026, 8, 1)
AUGUST = datetime.combine(LONG_AGO, time(8), tzinfo=UTC)


def few(values, most=2):
    return st.lists(values, max_size=most)


# Worlds in which everything is forbidden teach nothing: what forbids is drawn rarely.
now_and_then = st.sampled_from([False] * 5 + [True])
ANY_MINUTE = st.integers(0, 24 * 60 - 1)


def rarely(values, otherwise=None):
    return now_and_then.flatmap(lambda so: values if so else st.just(otherwise))


@st.composite
def ordered(draw, values):
    """Two days or two clocks; the days may be the same."""
    return tuple(sorted((draw(values), draw(values))))


def holiday_of(days, after_class):
    return HolidayFact(*days, after_class)


@st.composite
def spans(draw, zone, days, longest=300):
    """Most begin in the hours of school, at five minutes; some at any minute of the day."""
    start = datetime.combine(draw(days), time(0), tzinfo=zone).astimezone(UTC)
    at_school = st.integers(7 * 12, 18 * 12).map(lambda n: 5 * n)
    start += draw(now_and_then.flatmap(lambda so: ANY_MINUTE if so else at_school)) * MINUTE
    return start, start + draw(st.integers(1, longest // 5)) * 5 * MINUTE


@st.composite
def apart(draw, zone, days):
    """Stretches of one owner, who can be in one place only."""
    kept = []
    for start, end in draw(few(spans(zone, days, longest=120), most=4)):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end))
    return sorted(kept)


@st.composite
def weeks(draw, *, by_night):
    week = {}
    for weekday in range(1, 8 if by_night else 7):
        for half in Half:
            hours = AFTERNOONS if half == Half.PM else MORNINGS
            at_night = half == Half.AM and by_night and (weekday == 7 or draw(now_and_then))
            if not draw(now_and_then):
                week[weekday, half] = draw(st.sampled_from(NIGHTS if at_night else hours))
    return week or {(1, Half.AM): MORNINGS[0]}


def told_once(windows):
    """Without the windows that begin like another: the database keeps one of these."""
    return list({(one.weekday, one.start, one.end, one.first): one for one in windows}.values())


@st.composite
def windows(draw, days):
    start, end = draw(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True))
    first = draw(st.just(LONG_AGO) | st.just(LONG_AGO) | days)
    last = draw(st.none() | days)
    return WindowFact(
        draw(st.integers(1, 7)),
        min(start, end),
        max(start, end),
        first,
        max(first, last) if last else None,
    )


ALL_WEEK = [WindowFact(weekday, time(0), time(23, 59), LONG_AGO, None) for weekday in range(1, 8)]


@st.composite
def people(draw, zone, days, places):
    """``places`` are the numbers of communes and of schools."""
    communes, schools = places
    held = [
        HeldFact(start, end, draw(st.integers(0, schools - 1)))
        for start, end in draw(apart(zone, days))
    ]
    return PersonFact(
        windows=told_once(
            draw(st.sampled_from([ALL_WEEK, ALL_WEEK, []])) + draw(few(windows(days), most=8))
        ),
        extras=draw(few(spans(zone, days, longest=2000))),
        absences=draw(few(spans(zone, days, longest=90) | spans(zone, days, 1000), most=4)),
        busy=draw(few(spans(zone, days))),
        held=held,
        base=draw(st.none() | st.integers(0, communes - 1)),
        max_per_day=draw(st.sampled_from([None, None, 1, 2])),
        max_per_week=draw(st.sampled_from([None, None, 1, 2, 3])),
    )


# Around Valenciennes, an hour's drive across; twice the same now and then.
points = (
    st.none()
    | st.just((50.3574, 3.5235))
    | st.builds(
        lambda north, east: (50.2 + north / 1000, 3.3 + east / 1000),
        st.integers(0, 300),
        st.integers(0, 400),
    )
)


@st.composite
def agreements(draw, days):
    first, last = draw(ordered(days))
    return AgreementFact(
        draw(st.sampled_from([LONG_AGO, first])),
        draw(st.sampled_from([SUMMER.last, last])),
        national=draw(rarely(ordered(days))),
        fits=not draw(now_and_then),
    )


@st.composite
def worlds(draw, *, stored=False):
    """Draw a world; ``stored`` ones keep to what the database holds and its settings say.

    Rows know no lessons on Sundays, and calendars that stop within the days asked for belong
    to who reads them.
    """
    zone = draw(st.sampled_from(ZONES))
    first = draw(st.sampled_from(CENTRES)) + draw(st.integers(-2, 1)) * DAY
    last = max(first + draw(st.integers(0, 3)) * DAY, SCHOOL_YEAR_BEGINS)
    asked = st.integers(0, (last - first).days).map(lambda n: first + n * DAY)
    # A week around, which counts against what a week may hold.
    around = st.integers(-6, (last - first).days + 6).map(lambda n: first + n * DAY)
    days = asked | around
    holidays = draw(rarely(few(st.builds(holiday_of, ordered(days), st.booleans())), []))
    if not (stored and draw(now_and_then)):
        holidays = [*holidays, AUTUMN, SUMMER]
    communes = draw(st.lists(points, min_size=1, max_size=3))
    schools = st.tuples(points, st.integers(0, len(communes) - 1))
    schools = draw(st.lists(schools, min_size=1, max_size=3))
    anybody = people(zone, days, (len(communes), len(schools)))
    return World(
        zone=zone,
        first=first,
        last=last,
        now=draw(rarely(spans(zone, asked).map(lambda span: span[0] - 7 * DAY), AUGUST)),
        lead_days=7,
        week=draw(weeks(by_night=not stored)),
        holidays=holidays,
        public_holidays=[date(2026, 11, 11), date(2027, 5, 1), *draw(rarely(few(asked), []))],
        closures=draw(rarely(few(ordered(days)), [])),
        closed_on=draw(rarely(rarely(days))),
        communes=communes,
        schools=schools,
        detour=1.3 if stored else draw(st.sampled_from([1.0, 1.3, 1.5])),
        speed_kmh=40 if stored else draw(st.sampled_from([20, 40, 60])),
        margin_minutes=10 if stored else draw(st.sampled_from([0, 10, 15])),
        lunch=LUNCH if stored else draw(st.sampled_from(LUNCHES)),
        people=draw(st.lists(anybody, min_size=draw(st.integers(0, 2)), max_size=3)),
        needed=draw(rarely(st.just(2), 1)),
        duration_minutes=draw(st.sampled_from([15, 50, 60, 60, 90, 240])),
        classes_busy=draw(st.lists(apart(zone, days), min_size=1, max_size=1 if stored else 3)),
        agreements=draw(st.none() | st.lists(agreements(days), min_size=1, max_size=2)),
    )
