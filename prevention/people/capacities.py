"""As what a person comes: one of their roles at a time, for those who have several.

Somebody may teach in one school and head another, or teach and give sessions. A capacity
gathers the roles in force of one kind at one place; what the start page and the navigation
show is of one capacity. It only ever narrows: rights are those of ``rights.py``, whatever
is chosen.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention.people.second_factor import HOLDERS
from prevention.vocabulary import RoleKind

if TYPE_CHECKING:
    from prevention.offers.models import Organisation
    from prevention.people.models import Role, User
    from prevention.schools.models import School

# Whoever has several roles comes as the first of these, until another is chosen.
ORDER = (
    RoleKind.COORDINATOR,
    RoleKind.HEAD,
    RoleKind.TEACHER,
    RoleKind.STAFF,
    RoleKind.FACILITATOR,
    RoleKind.FUNDER,
)


@dataclass(frozen=True)
class Capacity:
    """One kind of role at one place; what a coordinator or funder reaches counts as one."""

    key: str
    kind: RoleKind
    roles: tuple["Role", ...]

    @property
    def school(self) -> "School | None":
        return self.roles[0].school if self.roles else None

    @property
    def organisation(self) -> "Organisation | None":
        return self.roles[0].organisation if self.roles else None

    def waits_for(self, user: "User") -> bool:
        """Tell whether its powers wait for a second factor: all of it would look empty."""
        return self.kind in HOLDERS and user.lacks_second_factor()

    def get_kind_display(self) -> str:
        return str(self.kind.label)


def capacities_of(user: "User") -> list[Capacity]:
    """All that a person may come as, in the order of ``ORDER``; one query."""
    if user.is_superuser:
        return [Capacity("coordinator", RoleKind.COORDINATOR, ())]
    gathered: dict[str, list[Role]] = {}
    roles = user.roles.in_force().select_related("school__commune", "organisation")
    # An outline holds thousands of points, and nobody reads it here.
    roles = roles.defer("school__commune__outline")
    for role in sorted(roles, key=lambda one: ORDER.index(RoleKind(one.kind))):
        gathered.setdefault(_key(role), []).append(role)
    return [Capacity(key, RoleKind(some[0].kind), tuple(some)) for key, some in gathered.items()]


def capacity_of(user: "User", key: str | None = None) -> Capacity | None:
    """The capacity of that key, or the first; None when the person is not that, or no longer."""
    return next((one for one in capacities_of(user) if key in {None, one.key}), None)


def acting_as(user: "User", capacity: Capacity) -> "User":
    """The same person with the roles of one capacity alone: sees less, never more."""
    return user.with_roles(capacity.roles)


def _key(role: "Role") -> str:
    place = role.school_id or role.organisation_id
    return role.kind.lower() + (f"-{place}" if place else "")
