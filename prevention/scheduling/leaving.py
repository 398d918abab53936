"""What is left behind when somebody's role ends, and the end itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prevention.offers.models import Facilitator
from prevention.people.acts import end_role
from prevention.people.models import Role, User
from prevention.scheduling.models import Session
from prevention.vocabulary import RoleKind


@dataclass(frozen=True)
class LeftBehind:
    """Sessions to come that the person has a part in; whether the school keeps a head."""

    sessions: Sequence[Session]
    last_head: bool = False


def left_behind(role: Role, *, now: datetime) -> LeftBehind:
    """Say what the end of a role leaves: shown before anybody ends it; five queries at most."""
    rows = Session.objects.to_come(now=now).select_related("offer", "theme", "school__commune")
    rows = rows.defer("school__commune__outline").prefetch_related("groups", "facilitators")
    rows = rows.order_by("starts_at", "pk")
    match role.kind:
        case RoleKind.FACILITATOR:
            given = rows.filter(
                facilitators__user=role.user, offer__organisation=role.organisation_id
            )
            return LeftBehind(list(given))
        case RoleKind.HEAD:
            heads = Role.objects.in_force().filter(
                kind=RoleKind.HEAD, school=role.school_id, user__is_active=True
            )
            if heads.exclude(pk=role.pk).exists():
                return LeftBehind([])
            waiting = rows.filter(school=role.school_id).still_to_authorise(now=now)
            return LeftBehind(list(waiting), last_head=True)
        case RoleKind.TEACHER:
            asked = rows.filter(request__asked_by=role.user, school=role.school_id)
            return LeftBehind(list(asked))
    return LeftBehind([])


@transaction.atomic
def leave(*, role: Role, by: User, now: datetime) -> Role:
    """End a role; a facilitator is offered for no new session any more.

    Sessions that are planned stay as they are: each asks for a replacement of its own.
    Raises: as ``end_role``.
    """
    role = end_role(role=role, by=by, now=now)
    if role.kind == RoleKind.FACILITATOR:
        gone = Facilitator.objects.filter(user=role.user, organisation=role.organisation_id)
        gone.update(active=False)
    return role
