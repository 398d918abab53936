"""Small random worlds of schools, classes and sessions: as plain values, and as rows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from prevention.models import Epci, Request, Session, SessionGroup
from prevention.vocabulary import Level, Priority, SchoolKind, SessionKind, SessionState
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
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
    priority: str
    qpv: bool
    kind: str


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
        priority=st.sampled_from(Priority.values),
        qpv=st.booleans(),
        kind=st.sampled_from([SchoolKind.ELEM.value, SchoolKind.CLG.value]),
    )


@st.composite
def members(draw, group):
    present = draw(st.none() | st.integers(0, 30))
    if present is None:
        return Member(group, None, None, None)
    girls = draw(st.none() | st.integers(0, present))
    boys = None if girls is None else draw(st.integers(0, present - girls))
    return Member(group, present, girls, boys)


@st.composite
def given_sessions(draw, schools, groups):
    kind = draw(st.sampled_from(SessionKind.values))
    internal = kind == SessionKind.INTERNAL
    state = draw(st.sampled_from(["done", "closed"] if internal else SessionState.values))
    for_classes = kind not in {"PARENTS", "PROFESSIONAL_TRAINING"}
    chosen = (
        draw(st.sets(st.integers(0, groups - 1), min_size=1, max_size=3)) if for_classes else []
    )
    ended = state in {"refused", "cancelled"}
    return Given(
        kind=kind,
        state=state,
        theme=draw(st.integers(0, len(THEMES) - 1)),
        day=draw(st.integers(0, 200)),
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


def where(world, number, rows):
    """Say where a class stands in each dimension: several times in that of levels alone."""
    group = world.groups[number]
    school = world.schools[group.school]
    return {
        "school": [rows.groups[number].school_id],
        "commune": [COMMUNES[school.commune][0]],
        "epci": [COMMUNES[school.commune][1]],
        "circonscription": [school.circonscription],
        "kind": [school.kind],
        "sector": ["PUBLIC"],
        "priority": [school.priority],
        "qpv": [school.qpv],
        "level": group.levels,
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
    schools = [
        SchoolFactory(**vars(place) | {"commune": communes[place.commune]})
        for place in world.schools
    ]
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
    asker = UserFactory()
    for one in world.sessions:
        _write(one, schools, groups, offers, asker)
    return Rows(schools, groups, partners)


def _write(one, schools, groups, offers, asker):
    starts_at = FIRST_DAY + timedelta(days=one.day)
    asked_at = starts_at - timedelta(days=one.asked_days_before)
    offer = None if one.kind == "INTERNAL" else offers[one.partner, THEMES[one.theme]]
    school = schools[one.host]
    request = offer and Request.objects.create(
        offer=offer, school=school, asked_by=asker, created_at=asked_at
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
