"""Mails through a real SMTP server, read by whoever received them."""

import socket
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection
from icalendar import Calendar

from prevention.messages.kinds import Kind
from prevention.messages.mails import build
from prevention.vocabulary import Act, RoleKind, SessionState
from tests.factories import FacilitatorFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


class Postbox:
    """Keeps what arrives: from whom, to whom, and the octets."""

    def __init__(self):
        self.arrived = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.arrived.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


class Agenda:
    """A reader's calendar: of each UID the event of the highest sequence, then stamp.

    As RFC 5546, 2.1.5 and 3.2.5, say: what is older is ignored, CANCEL takes away.
    """

    def __init__(self):
        self.events, self._newest = {}, {}

    def receive(self, mail):
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                self._apply(Calendar.from_ical(part.get_content()))

    def _apply(self, calendar):
        (event,) = calendar.walk("VEVENT")
        age = event["SEQUENCE"], event["DTSTAMP"].dt
        uid = str(event["UID"])
        if age < self._newest.get(uid, age):
            return
        self._newest[uid] = age
        if calendar["METHOD"] == "CANCEL":
            self.events.pop(uid, None)
        else:
            self.events[uid] = event

    def shows(self):
        return {uid: (event["DTSTART"].dt, event["STATUS"]) for uid, event in self.events.items()}


@pytest.fixture
def postbox():
    box = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.port = port
    yield box
    controller.stop()


@pytest.fixture
def send(postbox):
    """Send a message's mail as the site does, and give what arrived, parsed."""

    def send_one(message, now):
        connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host="127.0.0.1",
            port=postbox.port,
            timeout=20,
        )
        connection.send_messages([build(message, now=now)])
        _sender, _recipients, octets = postbox.arrived[-1]
        return message_from_bytes(octets, policy=policy.default)

    return send_one


@pytest.mark.parametrize("kind", list(Kind))
def test_feeds_19_each_kind_arrives_and_parses(world, now, send, postbox, kind):
    message = world.of_kind(kind, 2)

    mail = send(message, now)

    (_sender, recipients, octets) = postbox.arrived[0]
    assert recipients == [message.to]
    assert all(len(line) <= 998 for line in octets.split(b"\r\n"))
    assert [part.defects for part in mail.walk()] == [[] for _part in mail.walk()]
    assert mail["To"].addresses[0].display_name == message.reader.name
    assert mail.get_body(("plain",)).get_content().startswith("Bonjour,")
    assert "<h1>" in mail.get_body(("html",)).get_content()
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            inside = Calendar.from_ical(part.get_content())
            assert part["Content-Type"].params["method"] == inside["METHOD"]
            assert part["Content-Type"].params["charset"] == "utf-8"


def test_what_is_not_ascii_arrives_as_it_was(world, now, send, postbox, settings):
    settings.DEFAULT_FROM_EMAIL = "Prévention scolaire <nepasrepondre@exemple.test>"
    settings.BOUNCE_ADDRESS = "retours@exemple.test"
    world.teacher.name = 'Zoë "Œuf" d’Été, (née Ñ) 🌻 <x>'
    world.teacher.save()
    subject = "Été à l’école « œuf » — ça va ? " + "é" * 90

    mail = send(world.of_kind(Kind.CONFIRMED, subject=subject, words="Ça va ? 🌻"), now)

    assert mail["Subject"].strip() == subject  # folded after its name, which Python keeps
    assert mail["To"].addresses[0].display_name == world.teacher.name
    assert mail["To"].addresses[0].addr_spec == "camille@exemple.test"
    assert mail["From"].addresses[0].display_name == "Prévention scolaire"
    assert postbox.arrived[0][0] == "retours@exemple.test"
    assert "Ça va ? 🌻" in mail.get_body(("plain",)).get_content()


def test_feeds_19_an_update_replaces_the_invitation_and_a_cancellation_takes_it_away(
    world, now, send
):
    session, agenda = world.session(), Agenda()
    uid, first = str(session.public_id), session.starts_at
    confirmed = send(world.message(Kind.CONFIRMED, [session], Act.AUTHORISE), now)
    world.tell(session)
    agenda.receive(confirmed)
    assert agenda.shows() == {uid: (first, "CONFIRMED")}

    later = first + timedelta(days=7)
    session.starts_at, session.ends_at = later, later + timedelta(hours=1)
    session.state, session.sequence = SessionState.HELD, 1
    session.save()
    moved = send(world.message(Kind.CHANGED, [session], Act.MOVE), now + timedelta(hours=1))
    agenda.receive(moved)
    assert agenda.shows() == {uid: (later, "TENTATIVE")}

    agenda.receive(confirmed)  # the first mail, which a slow server delivers last
    assert agenda.shows() == {uid: (later, "TENTATIVE")}

    session.state, session.sequence = SessionState.CANCELLED, 2
    session.save()
    agenda.receive(
        send(world.message(Kind.CANCELLED, [session], Act.CANCEL), now + timedelta(hours=2))
    )
    agenda.receive(moved)
    assert agenda.shows() == {}


def test_feeds_19_a_facilitator_who_is_replaced_loses_it_and_the_new_one_has_it(world, now, send):
    """The sequence does not rise, for nothing changes for the others: the stamp decides."""
    session = world.session(sequence=4)
    coming = FacilitatorFactory(organisation=world.offer.organisation, user=UserFactory())
    RoleFactory(user=coming.user, kind=RoleKind.FACILITATOR, organisation=coming.organisation)
    leaving, agenda, other = world.facilitator.user, Agenda(), Agenda()
    agenda.receive(send(world.message(Kind.CONFIRMED, [session], reader=leaving), now))
    world.tell(session, reader=leaving)

    session.facilitators.set([coming])
    after = now + timedelta(minutes=5)
    for kind, reader, whose in (
        (Kind.CANCELLED, leaving, agenda),
        (Kind.CONFIRMED, coming.user, other),
    ):
        about = f"replaced-{kind}"
        whose.receive(
            send(world.message(kind, [session], Act.REPLACE, reader=reader, about=about), after)
        )

    assert agenda.shows() == {}
    assert other.shows() == {str(session.public_id): (session.starts_at, "CONFIRMED")}


def test_feeds_19_many_sessions_in_one_mail_are_each_taken_in(world, now, send):
    sessions, agenda = [world.session(number) for number in range(12)], Agenda()

    agenda.receive(send(world.message(Kind.CONFIRMED, sessions), now))

    assert agenda.shows() == {str(one.public_id): (one.starts_at, "CONFIRMED") for one in sessions}


KHAL = """
[calendars]
[[invitations]]
path = {folder}/calendar
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %d/%m/%Y
longdateformat = %d/%m/%Y
datetimeformat = %d/%m/%Y %H:%M
longdatetimeformat = %d/%m/%Y %H:%M
"""


@pytest.fixture
def khal(tmp_path):
    """Run khal on a calendar of its own, and give what it says."""
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(KHAL.format(folder=tmp_path))
    program = Path(sys.executable).with_name("khal")

    def run(*arguments):
        return subprocess.run(
            [program, "-c", tmp_path / "config", *arguments],
            env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    return run


def test_feeds_19_khal_replaces_what_it_was_given_before(world, now, send, khal, tmp_path):
    session = world.session()
    first = send(world.message(Kind.CONFIRMED, [session], Act.AUTHORISE, language="en"), now)
    world.tell(session)
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    session.sequence = 1
    session.save()
    moved = send(world.message(Kind.CHANGED, [session], Act.MOVE, language="en"), now)
    session.state, session.sequence = SessionState.CANCELLED, 2
    session.save()
    off = send(world.message(Kind.CANCELLED, [session], Act.CANCEL, language="en"), now)

    shown = []
    for number, mail in enumerate((first, moved, off)):
        (attachment,) = mail.iter_attachments()
        file = tmp_path / f"{number}.ics"
        file.write_bytes(attachment.get_content())
        khal("import", "--batch", str(file))
        lines = khal("list", "--format", "{start} {title} {status}", "01/10/2026", "30d")
        shown.append([line.strip() for line in lines.splitlines()[1:]])

    assert shown == [
        ["06/10/2026 10:00 5e 1 · Respect et relations CONFIRMED"],
        ["13/10/2026 10:00 5e 1 · Respect et relations CONFIRMED"],
        ["13/10/2026 10:00 Cancelled: 5e 1 · Respect et relations CANCELLED"],
    ]
