"""What people change about themselves, and how they get their roles."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from prevention.people.errors import (
    InvitationForAnotherError,
    InvitationUnusableError,
    ReachTooWideError,
    RoleAlreadyThereError,
    RoleDecidedError,
    RoleNotInForceError,
)
from prevention.people.models import Invitation, Role, User, normalise_email
from prevention.schools.models import Commune, Epci, School
from prevention.vocabulary import SCHOOL_ROLES, RoleKind

INVITATION_LASTS = timedelta(days=14)


class ReachFields(TypedDict, total=False):
    """The one thing a role covers; which one depends on its kind."""

    school: School | None
    organisation_id: int | None
    commune: Commune | None
    epci: Epci | None
    everywhere: bool


def describe_oneself(*, user: User, name: str | None = None, language: str | None = None) -> None:
    """Change the displayed name, the language, or both; what is not said stays.

    Raises:
        ValidationError: the name is too long, or the language is not spoken here.

    """
    if name is not None:
        user.name = name
    if language is not None:
        user.language = language
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name", "language"])


@transaction.atomic
def ask_role(*, user: User, kind: RoleKind, school: School, now: datetime) -> Role:
    """Ask for a role at a school: it waits for the head, or the coordination.

    Raises:
        RoleAlreadyThereError: the person has it, or has asked already.
        ValidationError: not a role that one has at a school.

    """
    # The row of the person is the lock: asking twice at once must not give two roles.
    User.objects.select_for_update().get(pk=user.pk)
    same = user.roles.filter(kind=kind, school=school)
    if same.filter(status__in=[Role.Status.PENDING, Role.Status.CONFIRMED]).exists():
        raise RoleAlreadyThereError
    role = Role(user=user, kind=kind, school=school, status=Role.Status.PENDING, asked_at=now)
    role.full_clean()
    role.save()
    return role


def confirm_role(*, role: Role, by: User, now: datetime) -> Role:
    """Say that the person does have this role at the school.

    Raises:
        PermissionDenied: a head is confirmed by the coordination, others by either.
        RoleDecidedError: it does not wait any more.

    """
    return _decide(role, Role.Status.CONFIRMED, by=by, now=now)


def refuse_role(*, role: Role, by: User, now: datetime) -> Role:
    """Say that the person does not have this role.

    Raises: as ``confirm_role``.
    """
    return _decide(role, Role.Status.REFUSED, by=by, now=now)


@transaction.atomic
def _decide(role: Role, status: Role.Status, *, by: User, now: datetime) -> Role:
    role = Role.objects.select_for_update().get(pk=role.pk)
    if not Role.objects.confirmable_by(by).filter(pk=role.pk).exists():
        raise PermissionDenied
    if role.status != Role.Status.PENDING:
        raise RoleDecidedError
    role.status = status
    role.decided_at = now
    role.decided_by = by
    role.save(update_fields=["status", "decided_at", "decided_by"])
    return role


@transaction.atomic
def end_role(*, role: Role, by: User, now: datetime) -> Role:
    """End a role that is in force: what it let the person see and do ends with it.

    Raises:
        PermissionDenied: it is not this person's to end.
        RoleNotInForceError: it has ended already, or never began.

    """
    role = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if role.status != Role.Status.CONFIRMED:
        raise RoleNotInForceError
    if not Role.objects.endable_by(by).filter(pk=role.pk).exists():
        raise PermissionDenied
    role.status = Role.Status.ENDED
    role.decided_at = now
    role.decided_by = by
    role.save(update_fields=["status", "decided_at", "decided_by"])
    return role


@transaction.atomic
def invite(
    *, email: str, kind: RoleKind, by: User, now: datetime, **reach: Unpack[ReachFields]
) -> Invitation:
    """Offer a role to an address, by a link that lasts two weeks and works once.

    A head invites teachers and staff of the own school; a coordinator anybody for what
    the coordinator reaches; only an administrator invites beyond.

    Raises:
        PermissionDenied: the person may not invite.
        ReachTooWideError: the role covers more than the inviter does.
        ValidationError: the reach does not fit the kind of role.

    """
    if not by.may("invitation.create"):
        raise PermissionDenied
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=normalise_email(email),
        kind=kind,
        invited_by=by,
        digest=digest(secret),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
        **reach,
    )
    invitation.full_clean(exclude=["digest"])
    if not may_invite(by, invitation):
        raise ReachTooWideError
    invitation.save()
    transaction.on_commit(lambda: _send(invitation, secret))
    return invitation


def may_invite(user: User, invitation: Invitation) -> bool:
    """Tell whether what the invitation covers lies within the inviter's own reach."""
    reach = user.reach().having("invitation.create")
    if reach.everything:
        return True
    coordinates = [role for role in reach.roles if role.kind == RoleKind.COORDINATOR]
    everywhere = any(role.everywhere for role in coordinates)
    match invitation.kind:
        case kind if kind in SCHOOL_ROLES and invitation.school:
            by_head = [r for r in reach.roles if r.school_id == invitation.school_id]
            if by_head and kind != RoleKind.HEAD:
                return True
            return any(_coordinates(role, invitation.school.commune) for role in coordinates)
        case RoleKind.FACILITATOR:
            return bool(coordinates)
        case RoleKind.COORDINATOR | RoleKind.FUNDER if invitation.commune:
            return any(_coordinates(role, invitation.commune) for role in coordinates)
        case RoleKind.COORDINATOR | RoleKind.FUNDER if invitation.epci_id:
            return everywhere or any(r.epci_id == invitation.epci_id for r in coordinates)
    return everywhere


def _coordinates(role: Role, commune: Commune) -> bool:
    return (
        role.everywhere
        or role.commune_id == commune.pk
        or (role.epci_id is not None and role.epci_id == commune.epci_id)
    )


@transaction.atomic
def accept_invitation(*, secret: str, user: User, now: datetime) -> Role:
    """Take the role that a link offers; the link is used up.

    Raises:
        InvitationUnusableError: unknown, used, revoked or expired.
        InvitationForAnotherError: it was sent to another address.

    """
    usable = Invitation.objects.open(now=now).select_for_update(of=("self",))
    invitation = usable.filter(digest=digest(secret)).first()
    if invitation is None:
        raise InvitationUnusableError
    if invitation.email != user.email:
        raise InvitationForAnotherError
    reach = {
        name: getattr(invitation, name)
        for name in ("school_id", "organisation_id", "commune_id", "epci_id", "everywhere")
    }
    role = user.roles.filter(kind=invitation.kind, **reach).exclude(
        status__in=[Role.Status.REFUSED, Role.Status.ENDED]
    ).first() or Role(user=user, kind=invitation.kind, asked_at=now, **reach)
    role.status = Role.Status.CONFIRMED
    role.decided_at = now
    role.decided_by = invitation.invited_by
    role.save()
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return role


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, now: datetime) -> Invitation:
    """Make a link useless; again, or once it was used, it changes nothing.

    Raises:
        InvitationUnusableError: it was accepted already.

    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at:
        raise InvitationUnusableError
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
    return invitation


def digest(secret: str) -> str:
    """What is stored of a secret of 256 random bits: nothing to guess it from."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _send(invitation: Invitation, secret: str) -> None:
    known = User.objects.filter(email=invitation.email).first()
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        body = render_to_string(
            "people/invitation.txt",
            {
                "invitation": invitation,
                "address": f"{settings.SITE_URL}/invitation/{secret}",
                "where": invitation.where(),
            },
        )
        send_mail(_("Invitation to Prévention scolaire"), body, None, [invitation.email])
