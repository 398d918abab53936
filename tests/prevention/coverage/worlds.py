"""Small random worlds of schools, classes and sessions: as plain values, and as rows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from prevention.models import (
    Epci,
    Event,
    Feedback,
    Report,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.vocabulary import (
    Act,
    Level,
    LevelFit,
    Priority,
    SchoolKind,
    Sector,
    SessionKind,
    SessionState,
)
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    SchoolFactory,
    SchoolYearFactory,
    ThemeFactory,
    UserFactory,
)

YEAR = 2026
FIRST_DAY = datetime(2026, 9, 7, 7, tzinfo=UTC)
LEVELS = ["CM2", "6E", "5E", "4E"]
THEMES = ["EVARS", "HAR", "ADD"]
# Two duties share a theme, and one counts hours of two themes.
DUTIES = {
    "EVAR": (["CM2"], 3, "SESSIONS", ["EVARS"]),
    "EVARS": (["6E", "5E", "4E"], 3, "SESSIONS", ["EVARS"]),
    "PHARE": (["CM2", "6E", "5E"], 10, "HOURS", ["HAR", "ADD"]),
}
COMMUNES = [("59606", "A"), ("59014", "A"), ("59001", None)]


@dataclass
class Place:
    """A school, by numbers and codes alone."""

    commune: int
    circonscription: str
    department_code: str
    sector: str
    priority: str
    qpv: bool
    kind: str
    point: tuple[float, float] | None


@dataclass
class Group:
    school: int
    levels: list[str]


@dataclass
class Member:
    """A class in a session; the numbers are None where nobody reported them."""

    group: int
    present: int | None
    girls: int | None
    boys: int | None


@dataclass
class Answer:
    """What one adult answered; ``order`` says which came before which."""

    order: int
    usefulness: int
    level_fit: str
    again: bool | None


@dataclass
class Given:
    """A session; ``day`` and ``minutes`` are not of a wish."""

    kind: str
    state: str
    theme: int
    day: int
    minutes: int
    host: int
    partner: int
    asked_days_before: int
    members: list[Member] = field(default_factory=list)
    ended: tuple[str, str] = ("", "")
    late: bool = False
    hour: int = 7
    facilitators: list[int] = field(default_factory=list)
    participants: int | None = None
    moved: bool = False
    answers: list["Answer"] = field(default_factory=list)


@dataclass
class World:
    schools: list[Place]
    groups: list[Group]
    sessions: list[Given]


def places():
    return st.builds(
        Place,
        commune=st.integers(0, len(COMMUNES) - 1),
        circonscription=st.sampled_from(["", "Denain", "Valenciennes-Anzin"]),
        department_code=st.sampled_from(["59", "2A"]),
        sector=st.sampled_from(Sector.values),
        priority=st.sampled_from(Priority.values),
        qpv=st.booleans(),
        kind=st.sampled_from([SchoolKind.ELEM.value, SchoolKind.CLG.value]),
        point=st.sampled_from([None, (50.33, 3.39), (50.36, 3.52), (50.37, 3.5)]),
    )


@st.composite
def members(draw, group):
    present = draw(st.none() | st.integers(0, 30))
    if present is None:
        return Member(group, None, None, None)
    girls = draw(st.none() | st.integers(0, present))
    boys = None if girls is None else draw(st.integers(0, present - girls))
    return Member(group, present, girls, boys)


def answers():
    return st.builds(
        Answer,
        order=st.integers(0, 3),
        usefulness=st.integers(1, 4),
        level_fit=st.sampled_from(["", *LevelFit.values]),
        again=st.none() | st.booleans(),
    )


@st.composite
def given_sessions(draw, schools, groups):
    kind = draw(st.sampled_from(SessionKind.values))
    internal = kind == SessionKind.INTERNAL
    state = draw(st.sampled_from(["done", "closed"] if internal else SessionState.values))
    for_classes = kind not in {"PARENTS", "PROFESSIONAL_TRAINING"}
    chosen = (
        draw(st.sets(st.integers(0, groups - 1), min_size=1, max_size=3)) if for_classes else []
    )
    ended = state in {"refused", "cancelled", "not_held"}
    over = state in {"done", "closed"}
    return Given(
        kind=kind,
        state=state,
        theme=draw(st.integers(0, len(THEMES) - 1)),
        # Few days, so that a facilitator has several sessions on some.
        day=draw(st.sampled_from([0, 1, 2, 90, 120, 200])),
        minutes=draw(st.integers(15, 240)),
        host=draw(st.integers(0, schools - 1)),
        partner=draw(st.integers(0, 1)),
        asked_days_before=draw(st.integers(0, 90)),
        members=[draw(members(group)) for group in sorted(chosen)],
        ended=draw(
            st.tuples(
                st.sampled_from(["SCHOOL", "PARTNER"]), st.sampled_from(["ABSENCE", "SCHEDULE"])
            )
        )
        if ended
        else ("", ""),
        late=draw(st.booleans()) if state == "cancelled" else False,
        hour=draw(st.integers(6, 15)),
        facilitators=[] if internal else sorted(draw(st.sets(st.integers(0, 1), max_size=2))),
        participants=draw(st.none() | st.integers(0, 80)) if over and not for_classes else None,
        moved=draw(st.booleans()),
        answers=draw(st.lists(answers(), max_size=7)) if over and not internal else [],
    )


@st.composite
def worlds(draw):
    schools = draw(st.lists(places(), min_size=1, max_size=4))
    of_school = st.integers(0, len(schools) - 1)
    levels = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=2, unique=True)
    groups = draw(st.lists(st.builds(Group, of_school, levels), min_size=1, max_size=6))
    sessions = draw(st.lists(given_sessions(len(schools), len(groups)), max_size=12))
    return World(schools, groups, sessions)


@dataclass
class Rows:
    """What a world became in the database, in its order."""

    schools: list
    groups: list
    partners: list
    sessions: list


def where(world, number, rows):
    """Say where a class stands in each dimension: several times in that of levels alone."""
    group = world.groups[number]
    return {**where_school(world, group.school, rows), "level": group.levels}


def where_school(world, number, rows):
    """Say where a school stands in each dimension that it has."""
    school = world.schools[number]
    return {
        "school": [rows.schools[number].pk],
        "commune": [COMMUNES[school.commune][0]],
        "epci": [COMMUNES[school.commune][1]],
        "circonscription": [school.circonscription],
        "kind": [school.kind],
        "department": [school.department_code],
        "sector": [school.sector],
        "priority": [school.priority],
        "qpv": [school.qpv],
    }


def of_session(session, rows):
    """Say where a session stands in each dimension that it has by itself."""
    internal = session.kind == "INTERNAL"
    return {
        "theme": [THEMES[session.theme]],
        "partner": [None if internal else rows.partners[session.partner].pk],
        "session_kind": [session.kind],
        "giver": ["SCHOOL" if internal else "NETWORK"],
    }


def build(world):
    """Write a world's rows."""
    SchoolYearFactory(year=YEAR)
    themes = [ThemeFactory(code=code, name=code) for code in THEMES]
    for code, (levels, amount, unit, about) in DUTIES.items():
        DutyFactory(
            code=code,
            levels=levels,
            amount=amount,
            unit=unit,
            themes=[theme for theme in themes if theme.code in about],
        )
    Epci.objects.get_or_create(siren="A", defaults={"name": "Agglomération"})
    communes = [CommuneFactory(insee_code=code, epci_id=epci) for code, epci in COMMUNES]
    schools = [_school(place, communes) for place in world.schools]
    groups = [
        ClassGroupFactory(school=schools[one.school], levels=[Level(level) for level in one.levels])
        for one in world.groups
    ]
    partners = [OrganisationFactory() for _ in range(2)]
    offers = {
        (partner, theme.code): OfferFactory(organisation=partners[partner], theme=theme)
        for partner in range(2)
        for theme in themes
    }
    people = People(UserFactory(), FacilitatorFactory.create_batch(2), UserFactory.create_batch(7))
    sessions = [_write(one, schools, groups, offers, people) for one in world.sessions]
    return Rows(schools, groups, partners, sessions)


@dataclass
class People:
    asker: object
    facilitators: list
    adults: list


def _school(place, communes):
    told = {name: value for name, value in vars(place).items() if name != "point"}
    north, east = place.point or (None, None)
    return SchoolFactory(
        **told | {"commune": communes[place.commune]}, latitude=north, longitude=east
    )


def starts(one):
    """When a session begins, by its day and hour."""
    return FIRST_DAY.replace(hour=one.hour) + timedelta(days=one.day)


def _write(one, schools, groups, offers, people):
    starts_at = starts(one)
    asked_at = starts_at - timedelta(days=one.asked_days_before)
    offer = None if one.kind == "INTERNAL" else offers[one.partner, THEMES[one.theme]]
    school = schools[one.host]
    request = offer and Request.objects.create(
        offer=offer, school=school, asked_by=people.asker, created_at=asked_at
    )
    wished = one.state == "wished"
    session = Session.objects.create(
        kind=one.kind,
        state=one.state,
        theme_id=THEMES[one.theme],
        school=school,
        offer=offer,
        request=request,
        starts_at=None if wished else starts_at,
        ends_at=None if wished else starts_at + timedelta(minutes=one.minutes),
        held_until=asked_at,
        authorised_at=asked_at,
        created_at=asked_at,
        ended_by_side=one.ended[0],
        ended_reason=one.ended[1],
        ended_late=one.late,
    )
    if one.moved and not wished:
        for day in (-3, 0):  # to another day, and to this one
            moved_to = starts_at + timedelta(days=day)
            Event.objects.create(
                session=session, act=Act.MOVE, at=asked_at, to_state="held", starts_at=moved_to
            )
    for number in one.facilitators:
        SessionFacilitator.objects.create(session=session, facilitator=people.facilitators[number])
    if one.participants is not None:
        Report.objects.create(
            session=session,
            participants=one.participants,
            filed_by=people.asker,
            filed_at=starts_at,
        )
    Feedback.objects.bulk_create(
        Feedback(
            session=session,
            author=author,
            usefulness=answer.usefulness,
            level_fit=answer.level_fit,
            again=answer.again,
            given_at=starts_at + timedelta(days=answer.order),
        )
        for author, answer in zip(people.adults, one.answers, strict=False)
    )
    SessionGroup.objects.bulk_create(
        SessionGroup(
            session=session,
            group=groups[member.group],
            headcount=30,
            present=member.present,
            girls=member.girls,
            boys=member.boys,
        )
        for member in one.members
    )
    return session
