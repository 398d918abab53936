"""Workers that send mails: a parent that knows Django, and a child of it for each run.

A child starts in no time, as it need import nothing; what is killed is a child.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import django

from tests.load.processes import environment

# A Monday of September: what is reminded of takes place in October.
BEGINNING = datetime(2026, 9, 14, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Workers:
    parent: subprocess.Popen

    def start(self, minutes: int) -> int:
        """Start one whose clock stands so many minutes after the beginning; gives its id."""
        self.parent.stdin.write(f"{minutes}\n")
        self.parent.stdin.flush()
        return int(self.parent.stdout.readline())

    def wait(self) -> int:
        """Until the one that was started last has ended; gives how, as ``waitpid`` does."""
        return int(self.parent.stdout.readline())


@contextmanager
def workers(url: str, port: int) -> Iterator[Workers]:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.load.mailing", str(port)],
        env=environment(url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Workers(parent)
    finally:
        parent.stdin.close()
        parent.wait()
        parent.stdout.close()


def start_children(port: int) -> None:
    from django.test.utils import override_settings

    backend = "prevention.messages.smtp.EmailBackend"
    override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port).enable()
    for line in sys.stdin:
        now = BEGINNING + timedelta(minutes=int(line))
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            send_all(now)
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - read by the test
        print(os.waitpid(child, 0)[1], flush=True)  # noqa: T201


def send_all(now: datetime) -> None:
    from prevention.messages.sending import recover, send_due

    recover(now=now)
    while send_due(clock=lambda: now):
        pass


def send_together(port: int) -> int:
    """Send what is due, in a process that knows Django; gives how many left."""
    from django.test.utils import override_settings

    from prevention.messages.sending import send_due

    backend = "prevention.messages.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        return send_due(clock=lambda: BEGINNING, most=10_000)


def write_reminders(count: int) -> int:
    """Fill an empty database with so many mails that are due, each to another teacher."""
    from django.core.management import call_command
    from django.db import transaction

    from prevention.models import Mention, Message, Request, Role, Session, User
    from tests.factories import OfferFactory, SchoolFactory

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


if __name__ == "__main__":
    django.setup()
    start_children(int(sys.argv[1]))
