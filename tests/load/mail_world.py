"""Mails that are due, and what a worker does with them; to be imported where Django is set up."""

import os
import sys
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings

from prevention.messages.sending import recover, send_due
from prevention.models import Mention, Message, Request, Role, Session, User
from tests.factories import OfferFactory, SchoolFactory

# A Monday of September: what is reminded of takes place in October.
BEGINNING = datetime(2026, 9, 14, 8, tzinfo=UTC)


def start_children(port: int) -> None:
    backend = "prevention.messages.smtp.EmailBackend"
    override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port).enable()
    for line in sys.stdin:
        now = BEGINNING + timedelta(minutes=int(line))
        child = os.fork()
        if child == 0:
            send_all(now)
            os._exit(0)
        say(child)
        say(os.waitpid(child, 0)[1])


def say(number: int) -> None:
    """Tell the test, which reads a line for each."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def send_all(now: datetime) -> None:
    recover(now=now)
    while send_due(clock=lambda: now):
        pass


def send_together(port: int) -> int:
    """Send what is due; gives how many left."""
    backend = "prevention.messages.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        return send_due(clock=lambda: BEGINNING, most=10_000)


def write_reminders(count: int) -> int:
    """Fill an empty database with so many mails that are due, each to another teacher."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        offer, school = OfferFactory(), SchoolFactory()
        users = User.objects.bulk_create(
            User(email=f"enseignante{n}@exemple.test", password="!") for n in range(count)
        )
        Role.objects.bulk_create(
            Role(user=user, kind="TEACHER", status="CONFIRMED", school=school) for user in users
        )
        requests = Request.objects.bulk_create(
            Request(offer=offer, school=school, asked_by=user, created_at=BEGINNING)
            for user in users
        )
        start = BEGINNING + timedelta(days=22)
        sessions = Session.objects.bulk_create(
            Session(
                request=one,
                offer=offer,
                theme=offer.theme,
                school=school,
                state="confirmed",
                authorised_at=BEGINNING,
                starts_at=start,
                ends_at=start + timedelta(hours=1),
            )
            for one in requests
        )
        messages = Message.objects.bulk_create(
            Message(
                kind="reminder",
                reader=user,
                language="fr",
                school=school,
                about="day",
                due_at=BEGINNING,
            )
            for user in users
        )
        Mention.objects.bulk_create(
            Mention(message=message, session=session)
            for message, session in zip(messages, sessions, strict=True)
        )
    return count
