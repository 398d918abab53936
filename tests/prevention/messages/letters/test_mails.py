"""Mails as they are built: parts, headers, envelope, invitations."""

import pytest
from django.core.mail.message import BadHeaderError
from icalendar import Calendar

from prevention.messages.kinds import INVITING_KINDS, OPTIONAL_KINDS, Kind
from prevention.messages.mails import build
from prevention.models import Message
from prevention.scheduling import links
from prevention.scheduling.errors import NothingToAuthoriseError
from prevention.vocabulary import Act, SessionState
from tests.factories import RequestFactory
from tests.prevention.messages.letters.conftest import ABOUT_SESSIONS, STATES

pytestmark = pytest.mark.django_db

PARTS_ALONE = ["text/plain", "text/html"]


def types_of(mail):
    """The types of all parts, with the method of those that have one."""
    return [
        "; ".join(filter(None, [part.get_content_type(), part.get_param("method")]))
        for part in mail.message().walk()
        if not part.is_multipart()
    ]


def invitations_of(mail):
    parts = [part for part in mail.message().walk() if part.get_filename()]
    return [Calendar.from_ical(part.get_payload(decode=True)) for part in parts]


@pytest.mark.parametrize("kind", list(Kind))
def test_feeds_19_what_changes_calendars_holds_an_invitation(world, now, kind):
    message = world.of_kind(kind)
    if kind in INVITING_KINDS:
        world.tell(message.sessions.get())

    mail = build(message, now=now)

    method = "CANCEL" if kind == Kind.CANCELLED else "REQUEST"
    invitation = [f"text/calendar; {method}", "application/ics"]
    assert types_of(mail) == PARTS_ALONE + (invitation if kind in INVITING_KINDS else [])


def test_feeds_19_the_parameter_the_body_and_the_attachment_agree(world, now):
    mail = build(world.of_kind(Kind.CONFIRMED), now=now).message()

    alternative = mail.get_payload(0)
    assert mail.get_content_type() == "multipart/mixed"
    assert alternative.get_content_type() == "multipart/alternative"
    text, html, calendar = alternative.get_payload()
    assert [part.get_content_type() for part in (text, html)] == PARTS_ALONE
    assert dict(calendar.get_params()) == {
        "text/calendar": "",
        "method": "REQUEST",
        "charset": "utf-8",
    }
    attached = mail.get_payload(1)
    assert attached.get_filename() == "invitation.ics"
    written = attached.get_payload(decode=True)
    assert b"\r\nMETHOD:REQUEST\r\n" in written
    assert calendar.get_payload(decode=True).splitlines() == written.splitlines()


def test_feeds_19_several_sessions_are_each_an_attachment_with_its_method(world, now):
    """RFC 5546, 3.2.2: a REQUEST is about one UID; ``docs/adr/0013`` says what follows."""
    gone, stands = world.session(0, SessionState.CANCELLED), world.session(1)
    world.tell(gone)
    message = world.message(Kind.CHANGED, [gone, stands], Act.MOVE)

    mail = build(message, now=now)

    assert types_of(mail) == [*PARTS_ALONE, "text/calendar; CANCEL", "text/calendar; REQUEST"]
    read = invitations_of(mail)
    assert [calendar["METHOD"] for calendar in read] == ["CANCEL", "REQUEST"]
    events = [event for calendar in read for event in calendar.walk("VEVENT")]
    assert [event["UID"] for event in events] == [str(gone.public_id), str(stands.public_id)]


def test_feeds_19_a_moved_session_that_waits_is_tentative(world, now):
    session = world.session(state=SessionState.HELD, sequence=2)
    world.tell(session, sequence=1)

    mail = build(world.message(Kind.CHANGED, [session], Act.MOVE), now=now)

    (calendar,) = invitations_of(mail)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "TENTATIVE", 2)


def test_feeds_19_who_leaves_a_session_that_goes_on_is_told_to_take_it_away(world, now):
    session = world.session()
    reader = world.facilitator.user
    world.tell(session, reader=reader)

    mail = build(world.message(Kind.CANCELLED, [session], Act.REPLACE, reader=reader), now=now)

    (calendar,) = invitations_of(mail)
    assert calendar["METHOD"] == "CANCEL"


@pytest.mark.parametrize("told", [None, Kind.TO_AUTHORISE, Kind.CANCELLED])
def test_feeds_19_what_no_calendar_has_is_not_taken_away(world, now, told):
    session = world.session(state=SessionState.CANCELLED)
    if told:
        world.tell(session, reader=world.head, kind=Kind.CONFIRMED, claimed_at=now)
        world.tell(session, reader=world.head, kind=told, claimed_at=now)

    message = world.message(Kind.CANCELLED, [session], Act.CANCEL, reader=world.head)

    expected = ["text/calendar; CANCEL", "application/ics"] if told == Kind.TO_AUTHORISE else []
    assert types_of(build(message, now=now)) == PARTS_ALONE + expected


def test_feeds_19_each_reader_is_the_one_attendee(world, now):
    session = world.session()
    messages = [
        world.message(Kind.CONFIRMED, [session], reader=world.head),
        world.message(Kind.CONFIRMED, [session], reader=None, address=world.school.email),
    ]

    mails = [build(message, now=now) for message in messages]

    assert [mail.to for mail in mails] == [
        ["Dominique Exemple <dominique@exemple.test>"],
        ["Collège Jean Bart <college.jean-bart@exemple.test>"],
    ]
    attendees = [
        event["ATTENDEE"]
        for mail in mails
        for calendar in invitations_of(mail)
        for event in calendar.walk("VEVENT")
    ]
    assert attendees == [
        "mailto:dominique@exemple.test",
        "mailto:college.jean-bart@exemple.test",
    ]
    assert attendees[1].params["CN"] == "Collège Jean Bart"


@pytest.mark.parametrize("kind", [Kind.TO_AUTHORISE, Kind.NUDGE])
def test_a_head_gets_the_link_at_which_to_decide(world, now, kind):
    mail = build(world.of_kind(kind, 2), now=now)

    link = world.request.authorisation_links.get()
    assert link.head == world.head
    assert mail.body.count(links.address_of(link)) == 1
    assert links.address_of(link) in mail.alternatives[0].content
    assert "ne le transférez pas" in mail.body


def test_a_nudge_about_several_requests_has_a_link_for_each(world, now):
    sessions = [world.session(number, SessionState.HELD) for number in range(3)]
    other = RequestFactory(offer=world.offer, school=world.school, asked_by__name="Sasha Exemple")
    sessions[1].request = other
    sessions[1].save()

    mail = build(world.message(Kind.NUDGE, sessions), now=now)

    addresses = [
        links.address_of(request.authorisation_links.get()) for request in (world.request, other)
    ]
    assert [line for line in mail.body.splitlines() if "/authorise/" in line] == addresses
    mine, others = mail.body.split(addresses[0])
    assert "Demande faite par Camille Exemple" in mine
    assert ("5e 1" in mine, "5e 3" in mine, "5e 2" in mine) == (True, True, False)
    assert "Demande faite par Sasha Exemple" in others
    assert "5e 2" in others


def test_a_second_mail_gives_the_same_link(world, now):
    build(world.of_kind(Kind.TO_AUTHORISE), now=now)
    (session,) = world.request.sessions.all()

    build(world.message(Kind.NUDGE, [session]), now=now)

    assert world.request.authorisation_links.count() == 1


def test_nobody_is_asked_to_decide_on_what_no_longer_waits(world, now):
    message = world.of_kind(Kind.TO_AUTHORISE)
    message.sessions.update(authorised_at=now)

    with pytest.raises(NothingToAuthoriseError):
        build(message, now=now)


@pytest.mark.parametrize("kind", list(Kind))
def test_feeds_19_headers_say_what_kind_of_mail_it_is(world, now, kind, settings):
    settings.REPLY_TO = "coordination@exemple.test"
    message = world.of_kind(kind)

    sent = build(message, now=now).message()

    host = "prevention.exemple.test"
    assert sent["Message-ID"] == f"<{message.public_id}@{host}>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert sent["Content-Language"] == "fr"
    assert sent["Reply-To"] == "coordination@exemple.test"
    thread = f"<request-{world.request.public_id}@{host}>" if kind in STATES else None
    assert sent["References"] == sent["In-Reply-To"] == thread
    optional = kind in OPTIONAL_KINDS
    assert (sent["List-Unsubscribe"] is not None) is optional
    assert sent["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if optional else None)
    if optional:  # RFC 8058, 3.1: one https address, the same that the footer shows
        (address,) = sent["List-Unsubscribe"].split(", ")
        assert address.startswith(f"<https://{host}/unsubscribe/")
        assert address.strip("<>") in build(message, now=now).body


def test_a_thread_of_what_a_school_gives_or_of_many_requests_is_the_session_s(world, now):
    one, other = world.session(0), world.session(1)
    other.request = None
    other.offer = None
    other.kind = "INTERNAL"
    other.save()

    alone = build(world.message(Kind.REMINDER, [other]), now=now).message()
    both = build(world.message(Kind.READINESS, [one, other]), now=now).message()

    assert alone["References"] == f"<session-{other.public_id}@prevention.exemple.test>"
    assert both["References"] == f"<request-{world.request.public_id}@prevention.exemple.test>"


def test_what_cannot_be_delivered_returns_to_its_own_address(world, now, settings):
    settings.DEFAULT_FROM_EMAIL = "Prévention scolaire <nepasrepondre@exemple.test>"
    settings.BOUNCE_ADDRESS = "retours@exemple.test"

    mail = build(world.of_kind(Kind.CONFIRMED), now=now)

    assert mail.from_email == "retours@exemple.test"
    assert mail.message()["From"] == (
        "=?utf-8?q?Pr=C3=A9vention_scolaire?= <nepasrepondre@exemple.test>"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Léo\r\nBcc: autre@exemple.test",
        "Léo\nSubject: autre",
        'Léo" <autre@exemple.test>, "x',
        "Léo, Exemple <autre@exemple.test>",
        "\u2028Léo\u202e\x07",
    ],
)
def test_a_name_adds_no_header_and_no_address(world, now, name):
    world.teacher.name = name
    world.teacher.save()

    sent = build(world.of_kind(Kind.CONFIRMED), now=now)

    assert sent.recipients() == sent.to
    header = sent.message()["To"]
    assert "\n" not in header.replace("\n ", "")
    assert header.endswith("<camille@exemple.test>")
    assert sent.message()["Bcc"] is None
    assert len(sent.message().get_all("Subject")) == 1


def test_an_address_with_a_line_end_leaves_not_at_all(world, now):
    """The table takes no such address; were one there, nothing would be sent."""
    message = world.of_kind(Kind.CONFIRMED)
    message.reader.email = "camille@exemple.test\r\nBcc: autre@exemple.test"

    with pytest.raises((BadHeaderError, ValueError)):
        build(message, now=now).message()


@pytest.mark.parametrize("kind", ABOUT_SESSIONS)
def test_a_mail_of_many_sessions_costs_as_many_queries_as_one_of_two(
    world, now, kind, django_assert_num_queries, django_assert_max_num_queries
):
    message = world.of_kind(kind, 12)
    few = Message.objects.get(pk=world.message(kind, message.sessions.all()[:2], about="few").pk)
    many = Message.objects.get(pk=message.pk)

    build(message, now=now)  # a head's link is made once, and given again

    with django_assert_max_num_queries(24) as counted:
        build(few, now=now)

    with django_assert_num_queries(len(counted)):
        build(many, now=now)
