"""What an invitation in a mail says, and to whom."""

from datetime import timedelta

import pytest
from django.utils import translation
from icalendar import Calendar

from prevention.calendars.contents import rows_of
from prevention.calendars.invitations import Attendee, Method, invitation
from prevention.models import Session
from prevention.vocabulary import SessionState
from tests.factories import SchoolFactory
from tests.prevention.calendars.conftest import NOW, event_of

pytestmark = pytest.mark.django_db

READER = Attendee("camille@exemple.test", "Camille Exemple")
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _sender(settings):
    settings.DEFAULT_FROM_EMAIL = "Prévention scolaire <nepasrepondre@exemple.test>"


def octets_of(session, method=Method.REQUEST, *, attendee=READER, language="en"):
    (row,) = rows_of(Session.objects.filter(pk=session.pk))
    with translation.override(language):
        return invitation(row, attendee=attendee, method=method, now=LATER)


def invite(session, method=Method.REQUEST, **more):
    return Calendar.from_ical(octets_of(session, method, **more))


def test_feeds_19_an_invitation_says_what_the_feed_says(feed, add_session, read):
    add_session(state=SessionState.CONFIRMED, authorised_at=NOW)

    invited = event_of(invite(Session.objects.get()))

    shown = event_of(read(feed))
    own = {"DTSTAMP", "ORGANIZER", "ATTENDEE"}
    assert set(invited) - set(shown) == {"ORGANIZER", "ATTENDEE"}
    assert {name: value for name, value in invited.items() if name not in own} == {
        name: value for name, value in shown.items() if name not in own
    }


def test_feeds_19_a_request_is_from_the_programme_to_its_one_reader(add_session):
    session = add_session(state=SessionState.CONFIRMED, authorised_at=NOW, sequence=3)

    calendar = invite(session)

    event = event_of(calendar)
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == (str(session.public_id), 3)
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert event["ORGANIZER"] == "mailto:nepasrepondre@exemple.test"
    assert event["ORGANIZER"].params == {"CN": "Prévention scolaire"}
    assert event["ATTENDEE"] == "mailto:camille@exemple.test"  # one, and no list
    assert event["ATTENDEE"].params == {
        "CN": "Camille Exemple",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }


def test_feeds_19_an_invitation_is_stamped_when_it_is_made(add_session):
    """RFC 5545, 3.8.7.2: with a METHOD, DTSTAMP is that of the object, not of the session."""
    event = event_of(invite(add_session()))

    assert event["DTSTAMP"].dt == LATER
    assert event["LAST-MODIFIED"].dt == Session.objects.get().revised_at


def test_feeds_19_a_held_session_is_tentative(add_session):
    event = event_of(invite(add_session(state=SessionState.HELD)))

    assert event["STATUS"] == "TENTATIVE"
    assert event["ATTENDEE"].params["PARTSTAT"] == "TENTATIVE"


def test_feeds_19_who_leaves_gets_a_cancellation_of_what_goes_on_for_others(add_session):
    session = add_session(state=SessionState.CONFIRMED, authorised_at=NOW)

    calendar = invite(session, Method.CANCEL)

    event = event_of(calendar)
    assert calendar["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert event["SUMMARY"] == "Cancelled: 5e 2 · Respect et relations"
    assert event["UID"] == str(session.public_id)


def test_feeds_19_an_invitation_names_nobody_but_its_reader(add_session):
    session = add_session()
    person = session.facilitators.get()

    octets = octets_of(session)

    for name in (person.name, session.request.asked_by.name, session.request.asked_by.email):
        assert name.encode() not in octets
    assert octets.count(b"mailto:") == 2


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ('Éléonore "Léo" Exemple', 'Éléonore "Léo" Exemple'),
        ("Exemple; Léo:a,b", "Exemple; Léo:a,b"),
        ("Léo\r\nATTENDEE:mailto:autre@exemple.test", "Léo ATTENDEE:mailto:autre@exemple.test"),
        ("a^b", "a^b"),
        ("", "camille@exemple.test"),
    ],
)
def test_feeds_19_a_name_is_quoted_whatever_it_holds(add_session, name, read):
    calendar = invite(add_session(), attendee=READER._replace(name=name))

    attendee = event_of(calendar)["ATTENDEE"]
    assert attendee == "mailto:camille@exemple.test"
    assert attendee.params["CN"] == read


def test_feeds_19_octets_are_those_of_the_norm_and_the_same_each_time(add_session, school):
    school.name = "École « œ » " + "é" * 80
    school.save()
    session = add_session()

    octets = octets_of(session, attendee=READER._replace(name="é" * 100))

    lines = octets.split(b"\r\n")
    assert octets == octets_of(session, attendee=READER._replace(name="é" * 100))
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_feeds_19_a_time_keeps_its_zone(add_session):
    session = add_session(school=SchoolFactory(time_zone="Indian/Reunion"))

    calendar = invite(session)

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Indian/Reunion"
    start = event_of(calendar)["DTSTART"]
    assert start.params["TZID"] == "Indian/Reunion"
    assert start.dt == session.starts_at


def test_feeds_19_an_invitation_is_in_the_language_of_its_reader(add_session):
    event = event_of(invite(add_session(), language="fr"))

    assert event["SUMMARY"] == "À confirmer\N{NO-BREAK SPACE}: 5e 2 · Respect et relations"


def test_rows_of_many_sessions_cost_as_many_queries(add_session, django_assert_num_queries):
    for _number in range(5):
        add_session()

    with django_assert_num_queries(4):
        assert len(rows_of(Session.objects.all())) == 5
    with django_assert_num_queries(5):
        assert len(rows_of(Session.objects.all(), names_people=True)) == 5
