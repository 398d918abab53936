"""A school's feed with one session in it, read as a calendar program reads it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation
from icalendar import Calendar

from prevention.calendars.addresses import secret_of
from prevention.calendars.contents import read_contents
from prevention.calendars.feeds import create_facilitator_feed, create_school_feed
from prevention.calendars.render import calendar
from prevention.models import Epci, SessionFacilitator, SessionGroup
from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

# The tests of contents stand on this day; those over HTTP on the day they run.
NOW = datetime(2026, 9, 20, 12, tzinfo=PARIS)


def event_of(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def uids(calendar):
    return [str(event["UID"]) for event in calendar.walk("VEVENT")]


def unfolded(octets):
    """The text of a calendar, a content line a line, so that no word is torn apart."""
    return octets.decode().replace("\r\n ", "")


@pytest.fixture
def school():
    epci = Epci.objects.create(siren="200042190", name="Valenciennes Métropole")
    return SchoolFactory(
        commune__epci=epci,
        name="Collège Eugène Thomas",
        address="1, rue de l’École",
        postcode="59300",
    )


@pytest.fixture
def holder(school):
    return RoleFactory(school=school, user__language="en").user


@pytest.fixture
def feed(school, holder):
    return create_school_feed(holder=holder, school=school, name="", now=timezone.now())


@pytest.fixture
def add_session(school):
    """Add a session of one class, given by one person, with one material to prepare."""

    def add(**fields):
        offer = fields.pop("offer", None) or OfferFactory(room_needs="Chairs; no tables")
        offer.materials.add(MaterialFactory(adult_advice="Lire d’abord."))
        request = RequestFactory(school=fields.pop("school", school), offer=offer)
        session = SessionFactory(request=request, **fields)
        group = request.school.class_groups.first() or ClassGroupFactory(
            school=request.school, label="5e 2"
        )
        SessionGroup.objects.create(session=session, group=group)
        SessionFacilitator.objects.create(session=session, facilitator=FacilitatorFactory())
        return session

    return add


@pytest.fixture
def render():
    """Give the bytes of a feed on a day, in English."""

    def render_at(feed, now=NOW):
        with translation.override("en"):
            return calendar(feed, read_contents(feed, now=now))

    return render_at


@pytest.fixture
def read(render):
    def read_at(feed, now=NOW):
        return Calendar.from_ical(render(feed, now))

    return read_at


@pytest.fixture
def address():
    def address_of(feed):
        return f"/calendars/{secret_of(feed.salt)}.ics"

    return address_of


def feed_of_school(session):
    """Open the calendar of the school of a session, for one of its teachers."""
    holder = RoleFactory(school=session.school, user__language="en").user
    return create_school_feed(holder=holder, school=session.school, name="", now=timezone.now())


def feed_of_giver(session):
    """Open the calendar of who gives a session, for themselves."""
    giver = session.facilitators.get()
    giver.user = UserFactory(language="en")
    giver.save()
    RoleFactory(user=giver.user, kind=RoleKind.FACILITATOR, organisation=giver.organisation)
    return create_facilitator_feed(holder=giver.user, name="", now=timezone.now())


@pytest.fixture
def soon():
    return timezone.now().replace(microsecond=0) + timedelta(days=7)


def asking(method, path):
    def ask(**headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return method(path, headers=names)

    return ask


@pytest.fixture
def get(client, feed, address):
    """Read the school's feed, with headers."""
    return asking(client.get, address(feed))


@pytest.fixture
def head(client, feed, address):
    return asking(client.head, address(feed))


# How to open a feed of each kind in which a session is shown.
OPENERS = {"school": feed_of_school, "facilitator": feed_of_giver}


@pytest.fixture(params=OPENERS.values(), ids=OPENERS)
def open_feed(request):
    """Open a feed that shows a session; the test runs once for each kind."""
    return request.param


@pytest.fixture
def feed_of_facilitator():
    """A facilitator's own feed, and the facilitator."""
    facilitator = FacilitatorFactory(name="Zoé Exemple", user=UserFactory(language="en"))
    RoleFactory(
        user=facilitator.user,
        kind=RoleKind.FACILITATOR,
        school=None,
        organisation=facilitator.organisation,
    )
    feed = create_facilitator_feed(holder=facilitator.user, name="", now=timezone.now())
    return feed, facilitator
