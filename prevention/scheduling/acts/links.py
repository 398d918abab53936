"""A head decides by a link, without signing in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from prevention.people.models import Role, User
from prevention.scheduling.acts.answers import authorise, refuse
from prevention.scheduling.acts.steps import HELD_FOR
from prevention.scheduling.errors import (
    HeadToChooseError,
    LinkOverError,
    LinkUsedError,
    NoHeadError,
    NothingToAuthoriseError,
    RequestChangedError,
)
from prevention.scheduling.models import AuthorisationLink, Request, Session
from prevention.scheduling.models.links import AuthorisationLinkQuerySet
from prevention.schools.models import School
from prevention.vocabulary import EndReason, RoleKind


@dataclass(frozen=True)
class Decision:
    """What is decided of a session: authorised, or refused for a reason.

    ``revised_at`` is the session's as it was read: nobody authorises a time never seen.
    """

    revised_at: datetime
    reason: EndReason | None = None


@transaction.atomic
def make_link(
    *, request: Request, by: User, now: datetime, head: int | None = None
) -> AuthorisationLink:
    """Make the link at which a head decides on what waits in a request.

    It lasts as long as the last of these times is held, and withdraws what was made before
    for the same head and not used. ``head`` is the key of one of the school's heads; a
    school with one needs no choice.

    Raises:
        PermissionDenied: the person does not coordinate there.
        NoHeadError, HeadToChooseError: whose link it is cannot be told.
        NothingToAuthoriseError: no session of the request waits for a head.

    """
    if not by.may("session.link", school=request.school):
        raise PermissionDenied
    _lock(request)
    asked = _head_of(request.school, head)
    expires_at = _end(request, now=now)
    _open_links(request, asked, now=now).update(expires_at=now)
    return AuthorisationLink.objects.create(
        request=request, head=asked, made_by=by, created_at=now, expires_at=expires_at
    )


@transaction.atomic
def link_for(*, request: Request, head: User, now: datetime) -> AuthorisationLink:
    """Give the link that the programme itself writes to a head.

    One that is open already is given again, lasting as long as what waits by now: what an
    earlier mail holds goes on working.

    Raises:
        NoHeadError, HeadToChooseError: the person is not head of the school.
        NothingToAuthoriseError: no session of the request waits for a head.

    """
    _lock(request)
    asked = _head_of(request.school, head.pk)
    expires_at = _end(request, now=now)
    link = _open_links(request, asked, now=now).first()
    if link is None:
        return AuthorisationLink.objects.create(
            request=request, head=asked, created_at=now, expires_at=expires_at
        )
    if link.expires_at < expires_at:
        link.expires_at = expires_at
        link.save(update_fields=["expires_at"])
    return link


def _lock(request: Request) -> None:
    # The request's row is the lock: of two links made at once, one withdraws the other.
    Request.objects.select_for_update(no_key=True).get(pk=request.pk)


def _open_links(request: Request, head: User, *, now: datetime) -> AuthorisationLinkQuerySet:
    return AuthorisationLink.objects.open(now=now).filter(request=request, head=head)


def _end(request: Request, *, now: datetime) -> datetime:
    """Until when a link is of use: the last of the times that wait, a week at most."""
    waiting = request.sessions.still_to_authorise(now=now)
    held_until: datetime | None = waiting.aggregate(latest=Max("held_until"))["latest"]
    if held_until is None:
        raise NothingToAuthoriseError
    return min(held_until, now + HELD_FOR)


def _head_of(school: School, chosen: int | None) -> User:
    roles = Role.objects.in_force().filter(kind=RoleKind.HEAD, school=school, user__is_active=True)
    heads = [role.user for role in roles.select_related("user").order_by("user__name", "pk")]
    if not heads:
        raise NoHeadError(school=school.name)
    if chosen is None and len(heads) == 1:
        return heads[0]
    for head in heads:
        if head.pk == chosen:
            return head
    raise HeadToChooseError(heads=[{"id": head.pk, "name": str(head)} for head in heads])


@transaction.atomic
def decide_by_link(
    *, link: AuthorisationLink, decisions: Mapping[UUID, Decision], now: datetime
) -> AuthorisationLink:
    """Authorise or refuse, as the link's head, each session that waits; the link is used up.

    ``decisions`` are by the sessions' public ids. All or nothing: what waits must be decided
    as it was read. What no longer waits was decided elsewhere, and stays as it is.

    Raises:
        LinkUsedError: it has decided before.
        LinkOverError: expired, withdrawn, or its head is no longer head there.
        RequestChangedError: something waits that was not read, or not as it is now.

    """
    rows = AuthorisationLink.objects.select_related("head", "request__school__commune")
    link = rows.select_for_update(of=("self",)).get(pk=link.pk)
    if link.used_at is not None:
        raise LinkUsedError
    if not link.stands(now=now):
        raise LinkOverError
    waiting = list(
        link.request.sessions.still_to_authorise(now=now).order_by("pk").select_for_update()
    )
    if not all(_is_read(session, decisions) for session in waiting):
        raise RequestChangedError
    for session in waiting:
        reason = decisions[session.public_id].reason
        if reason is None:
            authorise(session=session, user=link.head, now=now)
        else:
            refuse(session=session, user=link.head, reason=reason, now=now)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link


def _is_read(session: Session, decisions: Mapping[UUID, Decision]) -> bool:
    decision = decisions.get(session.public_id)
    return decision is not None and decision.revised_at == session.revised_at
