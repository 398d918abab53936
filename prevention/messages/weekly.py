"""Plan the weekly digest of each coordinator, for Monday morning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from prevention.messages.digests import digest_facts
from prevention.messages.kinds import Kind
from prevention.messages.models import Message, OptOut
from prevention.messages.moments import load_moments
from prevention.messages.readers import coordinators
from prevention.people.models import User
from prevention.schools.models import School

MONDAY = 1
# Looked at every hour: from the small hours on, and not any more the day after.
PLANNED_AHEAD = timedelta(hours=6)


def plan_digests(*, now: datetime) -> int:
    """Plan this Monday's digest of each coordinator who has something to read; returns how many.

    One a week each. In a week in which all their schools are on holiday there is none.
    """
    return sum(_plan_digest(user, now=now) for user in coordinators())


@transaction.atomic
def _plan_digest(user: User, *, now: datetime) -> bool:
    # Two workers must not both find the week without a digest.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    due_at = _monday_morning(user, now=now)
    if due_at is None:
        return False
    year, week, _day = due_at.isocalendar()
    about = f"week:{year}-W{week:02d}"
    mine = Message.objects.filter(kind=Kind.DIGEST, reader=user)
    unwanted = OptOut.objects.filter(kind=Kind.DIGEST, user=user)
    if mine.filter(about=about).exists() or unwanted.exists() or not digest_facts(user, now=now):
        return False
    Message.objects.create(
        kind=Kind.DIGEST,
        reader=user,
        language=user.language,
        about=about,
        due_at=due_at,
        planned_at=now,
    )
    return True


def _monday_morning(user: User, *, now: datetime) -> datetime | None:
    """Seven o'clock of this Monday where the schools are; None on other days and in holidays."""
    zone, schools = _schools_of(user)
    monday = (now + PLANNED_AHEAD).astimezone(zone).date()
    if monday.isoweekday() != MONDAY:
        return None
    moments = load_moments(schools, now=now)
    mornings = ((one, one.morning(monday)) for one in moments.values())
    return min((at for one, at in mornings if not one.in_holidays(at)), default=None)


def _schools_of(user: User) -> tuple[ZoneInfo, list[School]]:
    """One school of each holiday zone in reach: they are off together."""
    reach = user.reach().having("session.propose")
    zones = School.objects.open().filter(reach.schools()).order_by()
    one_of_each = zones.values("holiday_zone", "time_zone").annotate(one=Min("uai"))
    found = list(School.objects.filter(pk__in=[row["one"] for row in one_of_each]).order_by("pk"))
    return ZoneInfo(found[0].time_zone if found else settings.TIME_ZONE), found
