"""Hours that the demonstration's facilitator gives."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.timezone import localdate

from prevention.demonstration.cast import FACILITATOR, TEACHER
from prevention.models import ClassGroup, Facilitator, Offer, SessionGroup, User
from tests.factories import RequestFactory, SessionFactory

PARIS = ZoneInfo("Europe/Paris")


def facilitator():
    return Facilitator.objects.get(user__email=FACILITATOR.email)


def a_tuesday():
    """A Tuesday in two months: nothing of the demonstration is there yet."""
    day = localdate() + timedelta(days=60)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def give(school, day, hour, minute=0, *, request=None, **fields):
    """Let the facilitator give an hour to one class of a school."""
    group = ClassGroup.objects.filter(school=school).latest("school_year", "label")
    starts_at = datetime.combine(day, time(hour, minute), PARIS)
    agreed = {"state": "confirmed", "authorised_at": timezone.now(), "held_until": None}
    fields = agreed | fields
    request = request or RequestFactory(
        school=school,
        offer=Offer.objects.earliest("pk"),
        asked_by=User.objects.get(email=TEACHER.email),
    )
    session = SessionFactory(request=request, starts_at=starts_at, **fields)
    SessionGroup.objects.create(session=session, group=group)
    session.facilitators.add(facilitator())
    return session
