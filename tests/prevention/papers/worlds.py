"""A small world that yearly reports are told of: two communes, two themes, two partners."""

from datetime import datetime, timedelta

from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)


def small_world():
    """Give the schools by name; sessions last 50 minutes, which no decimal says exactly."""
    SchoolYearFactory(year=2026)
    schools = {
        name: SchoolFactory(
            name=name,
            commune=CommuneFactory(insee_code=code, name=commune),
            priority=priority,
        )
        for name, code, commune, priority in [
            ("Collège A", "59606", "Valenciennes", "REP"),
            ("Collège B", "59606", "Valenciennes", "NONE"),
            ("=Collège C", "59014", "Anzin", "NONE"),
        ]
    }
    groups = {
        name: [
            ClassGroupFactory(school=school, school_year_id=2026, label=f"5e {n}", headcount=25)
            for n in (1, 2)
        ]
        for name, school in schools.items()
    }
    DutyFactory(name="Devoir EVARS")
    har = ThemeFactory(code="HAR", name="Harcèlement")
    DutyFactory(code="HAR", name="pHARe", unit="HOURS", amount=10, themes=[har])
    offers = [
        OfferFactory(organisation=OrganisationFactory(name=name), theme=theme, levels=("5E",))
        for name, theme in [("Association A", ThemeFactory()), ("Association B", har)]
    ]
    day = datetime(2026, 10, 6, 10, tzinfo=PARIS)
    for place, (name, classes) in enumerate(groups.items()):
        for number, offer in enumerate(offers):
            session = SessionFactory(
                request=RequestFactory(offer=offer, school=schools[name]),
                state="done",
                starts_at=day + timedelta(days=place, hours=2 * number),
                ends_at=day + timedelta(days=place, hours=2 * number, minutes=50),
            )
            for group in classes[: 1 + (place + number) % 2]:
                session.session_groups.create(
                    group=group, present=20 + place, girls=10, boys=8 + number
                )
    return schools


def coordinator(**reach):
    return RoleFactory(
        user=UserFactory(), kind=RoleKind.COORDINATOR, **(reach or {"everywhere": True})
    ).user
