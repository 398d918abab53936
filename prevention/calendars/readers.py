"""Whose calendar nobody reads: schools and facilitators, as their coordinators see them.

A school reads its calendar when somebody who works there does: a coordinator who
subscribed to it tells nothing. Nothing here leads to an address.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prevention.calendars.models import Feed, FeedKind
from prevention.offers.models import Facilitator
from prevention.people.models import Role, User
from prevention.scheduling.models import Session
from prevention.schools.models import School
from prevention.vocabulary import OCCUPYING_STATES

# Who gave nothing for as long and has nothing planned needs no calendar.
GIVES = timedelta(days=400)


class Reading(models.TextChoices):
    """What becomes of somebody's calendar."""

    NONE = "none", _("no calendar")
    NEVER = "never", _("never read")
    READ = "read", _("was read")


def schools_and_readings(user: User, *, now: datetime) -> QuerySet[School]:
    """Open schools in a coordinator's reach, with ``reading`` and what it is made of.

    ``last_read_at``: the last time that somebody of the school read its calendar, or null;
    ``sessions_to_come``: how many sessions depend on it.
    """
    staff = Role.objects.in_force().filter(user=OuterRef("holder"), school=OuterRef("school"))
    feeds = Feed.objects.live().filter(
        Exists(staff), kind=FeedKind.SCHOOL, school=OuterRef("pk"), holder__is_active=True
    )
    reach = user.reach().having("feed.readers")
    schools = School.objects.open().filter(reach.schools()).select_related("commune")
    to_come = Session.objects.to_come(now=now).filter(school=OuterRef("pk"))
    return _with_reading(
        schools.defer("commune__outline"),
        feeds,
        "school",
        sessions_to_come=_count(to_come, "school"),
    )


def facilitators_and_readings(user: User, *, now: datetime) -> QuerySet[Facilitator]:
    """Active facilitators who give sessions at schools in a coordinator's reach.

    Annotated as schools are; ``sessions_to_come`` counts those in reach alone.
    """
    feeds = Feed.objects.live().filter(
        kind=FeedKind.FACILITATOR, facilitator=OuterRef("pk"), holder__is_active=True
    )
    here = Session.objects.filter(
        user.reach().having("feed.readers").schools("school__"), facilitators=OuterRef("pk")
    )
    giving = here.filter(state__in=OCCUPYING_STATES, starts_at__gte=now - GIVES)
    facilitators = Facilitator.objects.active().filter(Exists(giving))
    return _with_reading(
        facilitators.select_related("organisation"),
        feeds,
        "facilitator",
        sessions_to_come=_count(here.to_come(now=now), "facilitators"),
    )


def count_by_reading(rows: QuerySet[Any]) -> dict[str, int]:
    """How many of ``schools_and_readings`` and the like are in each ``Reading``; one query."""
    counted = rows.order_by().values_list("reading").annotate(number=Count("pk"))
    return {reading.value: 0 for reading in Reading} | dict(counted)


def _count(sessions: QuerySet[Session], by: str) -> Coalesce:
    """Count the sessions of each row of the outer query, within it."""
    counted = sessions.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _with_reading(
    rows: QuerySet[Any], feeds: QuerySet[Feed], by: str, *, sessions_to_come: Coalesce
) -> QuerySet[Any]:
    last = feeds.order_by().values(by).annotate(last=Max("last_fetched_at")).values("last")
    annotated: QuerySet[Any] = rows.annotate(
        last_read_at=Subquery(last),
        sessions_to_come=sessions_to_come,
        reading=Case(
            When(last_read_at__isnull=False, then=Value(Reading.READ.value)),
            When(Exists(feeds), then=Value(Reading.NEVER.value)),
            default=Value(Reading.NONE.value),
        ),
    )
    return annotated
