"""Who sees which materials: the one place that says it, for rows and for links."""

from typing import TYPE_CHECKING

from django.db.models import Q

from library.vocabulary import READ_BY, Audience, MaterialState
from prevention.people.reach import EVERYTHING
from prevention.vocabulary import RoleKind

if TYPE_CHECKING:
    from library.models import Material
    from prevention.people.models import User


def audiences_of(user: "User") -> frozenset[Audience]:
    """Whose materials a person reads, by the roles in force; those of all to superusers."""
    reach = user.reach()
    if reach.everything:
        return frozenset(Audience)
    return frozenset[Audience]().union(*(READ_BY[RoleKind(role.kind)] for role in reach.roles))


def readable_by(user: "User") -> Q:
    """Published materials for the reader's audiences, the own ones, and all to who reviews."""
    if user.may("material.review"):
        return EVERYTHING
    readable = Q(state=MaterialState.PUBLISHED, audience__in=audiences_of(user))
    if user.may("material.change"):
        readable |= Q(added_by=user)
    return readable


def may_read(user: "User", material: "Material") -> bool:
    """The same of one loaded material."""
    if user.may("material.review"):
        return True
    if material.state == MaterialState.PUBLISHED and material.audience in audiences_of(user):
        return True
    return user.may("material.change") and material.added_by_id == user.pk
