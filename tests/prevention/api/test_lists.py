"""Every list of the API costs the same however long it is: a new one fails until it has rows."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from library.search.indexing import index
from library.shares import make_share
from prevention.api.urls import router
from prevention.calendars.feeds import create_school_feed
from prevention.models import Invitation
from prevention.people.tokens import create_token
from prevention.vocabulary import RoleKind
from tests.factories import (
    AgreementFactory,
    AvailabilityFactory,
    ClassGroupFactory,
    ClosureFactory,
    CollectionFactory,
    CommuneFactory,
    DatedAvailabilityFactory,
    DutyFactory,
    FacilitatorFactory,
    HelpServiceFactory,
    HolidayFactory,
    MaterialFactory,
    MessageFactory,
    OfferFactory,
    OrganisationFactory,
    PaperOrderFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def new_commune(n):
    return CommuneFactory(insee_code=f"590{n:02d}", name=f"Commune {n}")


def offer(n, user):
    made = OfferFactory(facilitators=[FacilitatorFactory()], theme=ThemeFactory(code=f"T{n}"))
    made.materials.add(MaterialFactory())
    return made


def session(n, user):
    school = SchoolFactory(commune=new_commune(n))
    made = SessionFactory(request=RequestFactory(offer=offer(n, user), school=school))
    made.groups.add(ClassGroupFactory(school=school))
    made.facilitators.add(FacilitatorFactory())


def invitation(n, user):
    Invitation.objects.create(
        email=f"invite{n}@exemple.test",
        kind=RoleKind.TEACHER,
        school=SchoolFactory(),
        invited_by=user,
        digest=f"{n:064d}",
        expires_at=timezone.now() + timedelta(days=7),
    )


def facilitator(n, user):
    FacilitatorFactory(base=new_commune(n)).themes.add(ThemeFactory(code=f"T{n}"))


def found_material(n):
    made = MaterialFactory(publisher=f"Ville {n}")
    made.themes.add(ThemeFactory(code=f"T{n}"))
    index([made])


def giving_facilitator(_n, _user):
    session = SessionFactory(
        state="confirmed", authorised_at=timezone.now(), starts_at=timezone.now()
    )
    session.facilitators.add(FacilitatorFactory())


# What adds one row to each list, number ``n``, as unlike the others as it can be.
def collection(n, _user):
    made = CollectionFactory(title=f"Sélection {n}", theme=ThemeFactory(code=f"T{n}"))
    made.entries.create(material=MaterialFactory(), position=1)
    return made


def help_service(n, _user):
    made = HelpServiceFactory()
    made.themes.add(ThemeFactory(code=f"T{n}"))
    made.communes.add(new_commune(n))
    return made


def share(_n, user):
    material = MaterialFactory(audience="PUPIL")
    return make_share(of=material, reader="PUPIL", by=user, days=3, now=timezone.now())


ROWS = {
    "absence": lambda _n, _user: DatedAvailabilityFactory(),
    "agreement": lambda n, _user: AgreementFactory(themes=[ThemeFactory(code=f"T{n}")]),
    "availability": lambda _n, _user: AvailabilityFactory(),
    "class-group": lambda _n, _user: ClassGroupFactory(),
    "closure": lambda n, _user: ClosureFactory(school__commune=new_commune(n)),
    "collection": collection,
    "directory": lambda n, _user: SchoolFactory(commune=new_commune(n)),
    "duty": lambda n, _user: DutyFactory(code=f"D{n}", themes=[ThemeFactory(code=f"T{n}")]),
    "facilitator": facilitator,
    "facilitator-reading": giving_facilitator,
    "feed": lambda n, user: create_school_feed(
        holder=user, school=SchoolFactory(), name=f"Agenda {n}", now=timezone.now()
    ),
    "help-service": help_service,
    "holiday": lambda n, _user: HolidayFactory(
        name=f"Pont {n}", school_year=SchoolYearFactory(year=2026 + n)
    ),
    "invitation": invitation,
    "material": lambda _n, _user: MaterialFactory(),
    "material-search": lambda n, _user: found_material(n),
    "message": lambda n, _user: MessageFactory(
        school=SchoolFactory(commune=new_commune(n)),
        sessions=[SessionFactory()],
        changed_by=UserFactory(),
    ),
    "offer": offer,
    "organisation": lambda _n, _user: OrganisationFactory(),
    "paper-order": lambda _n, user: PaperOrderFactory(user=user, chosen={"commune": "59606"}),
    "person": lambda n, _user: RoleFactory(school=SchoolFactory(commune=new_commune(n))),
    "request": session,
    "role": lambda n, _user: RoleFactory(
        school=SchoolFactory(commune=new_commune(n)), status="PENDING"
    ),
    "room": lambda _n, _user: RoomFactory(),
    "school": lambda n, _user: SchoolFactory(commune=new_commune(n)),
    "school-reading": lambda n, _user: SchoolFactory(commune=new_commune(n)),
    "school-year": lambda n, _user: SchoolYearFactory(year=2026 + n),
    "session": session,
    "share": share,
    "theme": lambda n, _user: ThemeFactory(code=f"T{n}"),
    "token": lambda n, user: create_token(
        user=user, name=f"n{n}", scope="read", days=30, now=timezone.now()
    ),
}
# Answers about one class or one school, each with its own test.
NOT_LISTS = {
    "coordination",
    "coverage",
    "coverage-choices",
    "coverage-map",
    "feed-readers",
    "feedback",
    "material-fitting",
    "opening",
    "planning",
    "published",
    "worklist",
}


def test_every_list_has_its_rows():
    listed = {basename for _prefix, view, basename in router.registry if hasattr(view, "list")}

    assert listed - NOT_LISTS == ROWS.keys()


@pytest.mark.parametrize("basename", ROWS)
def test_a_list_costs_the_same_when_it_is_ten_times_as_long(
    client_of, coordinator, basename, the_connection
):
    address = {name: prefix for prefix, _view, name in router.registry}[basename]
    client = client_of(coordinator)
    coordinator.reach()  # read once a request, before the list
    ROWS[basename](1, coordinator)
    with CaptureQueriesContext(the_connection) as short:
        few = client.get(f"/api/v1/{address}/").json()["results"]
    for n in range(2, 11):
        ROWS[basename](n, coordinator)

    with CaptureQueriesContext(the_connection) as long:
        many = client.get(f"/api/v1/{address}/").json()["results"]

    assert len(many) >= len(few) + 9
    assert len(long) == len(short) <= 10
