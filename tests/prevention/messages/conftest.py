"""The world of the bookings, with a coordinator and a school that has a mailbox."""

from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.messages.models import Mention, Message
from prevention.messages.planning import SETTLING
from prevention.messages.sending import send_due
from prevention.scheduling.acts import Line, accept, authorise, request_sessions
from prevention.vocabulary import RoleKind
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.scheduling.conftest import (  # noqa: F401 - fixtures
    READY,
    calendar,
    facilitator,
    head,
    offer,
    paris,
    teacher,
)

SOON = SETTLING + timedelta(seconds=1)
MAILBOX = "college@exemple.test"


@pytest.fixture
def group(calendar):  # noqa: F811
    return ClassGroupFactory(school=SchoolFactory(email=MAILBOX))


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def tuesday():
    return paris(2026, 10, 6, 10)


@pytest.fixture
def colleague(facilitator, offer):  # noqa: F811
    """Another facilitator who could give the offer."""
    user = UserFactory()
    organisation = facilitator.organisation
    RoleFactory(user=user, kind=RoleKind.FACILITATOR, organisation=organisation)
    colleague = FacilitatorFactory(organisation=organisation, user=user)
    AvailabilityFactory(facilitator=colleague)
    offer.facilitators.add(colleague)
    return colleague


@pytest.fixture
def session(offer, group, teacher, head, facilitator, tuesday, now):  # noqa: F811
    """Held on a Tuesday three weeks from now; nothing is written about it yet."""
    offer.facilitators.set([facilitator])
    return ask(offer, group, teacher, tuesday, now=now)


@pytest.fixture
def confirmed(session, head, now):  # noqa: F811
    """Everybody was told that it takes place."""
    authorise(session=session, user=head, now=now)
    tell_all(now=now)
    session.refresh_from_db()
    return session


@pytest.fixture
def reminders(calendar, now):  # noqa: F811
    """Make so many reminders that are due, of one session each, to a teacher each."""

    def make(count):
        return [a_reminder(now=now) for _n in range(count)]

    return make


def a_reminder(*, now):
    role = RoleFactory()
    asked = RequestFactory(school=role.school, asked_by=role.user)
    session = SessionFactory(request=asked, state="confirmed", authorised_at=now, held_until=None)
    message = Message.objects.create(
        kind=Kind.REMINDER,
        reader=role.user,
        language="fr",
        school=role.school,
        about=f"day:{role.school_id}:2026-10-04",
        due_at=now,
        planned_at=now,
    )
    Mention.objects.create(message=message, session=session)
    return message


def ask(offer, group, user, *starts, now, preparation=READY):  # noqa: F811
    lines = [Line([group], start) for start in starts]
    asked = request_sessions(
        offer=offer, lines=lines, asked_by=user, now=now, preparation=preparation
    )
    sessions = list(asked.request.sessions.order_by("starts_at"))
    return sessions[0] if len(sessions) == 1 else sessions


def to_be_accepted(offer):  # noqa: F811
    offer.instant = False
    offer.save()


def agree(session, head, coordinator, *, now):  # noqa: F811
    authorise(session=session, user=head, now=now)
    return accept(session=session, user=coordinator, now=now)


def tell_all(*, now):
    """Follow and send what is due by then."""
    follow_events(now=now)
    return send_due(clock=lambda: now + SOON)


def waiting(*kinds):
    """What waits to be sent: kind and address, in order."""
    rows = Message.objects.scheduled().select_related("reader")
    found = [(Kind(row.kind), row.to) for row in rows if not kinds or row.kind in kinds]
    return sorted(found)


def news():
    """What waits to be sent because something happened, not because of the calendar."""
    return sorted(one for one in waiting() if one[0] not in REMINDERS)


REMINDERS = {
    Kind.NUDGE,
    Kind.READINESS,
    Kind.REMINDER,
    Kind.REPORT_DUE,
    Kind.REPORT_LATE,
}


def sent():
    return sorted(parseaddr(message.to[0])[1] for message in mail.outbox)
