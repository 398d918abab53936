"""What a person's confirmed roles reach, as conditions any queryset can filter by."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from prevention.people.rights import RIGHTS
from prevention.schools.models import School
from prevention.vocabulary import SCHOOL_ROLES, RoleKind

if TYPE_CHECKING:
    from prevention.people.models import Role

NOTHING = Q(pk__in=[])
# Not an empty ``Q()``: that one disappears from an "or", and everything with it.
EVERYTHING = ~NOTHING


@dataclass(frozen=True)
class Reach:
    """The roles in force of one person; superusers reach everything."""

    roles: tuple["Role", ...]
    everything: bool

    def having(self, right: str) -> "Reach":
        """Keep the roles that hold ``right``."""
        holders = RIGHTS[right]
        if holders is None:
            return self
        return Reach(tuple(role for role in self.roles if role.kind in holders), self.everything)

    def without(self, kind: RoleKind) -> "Reach":
        return Reach(tuple(role for role in self.roles if role.kind != kind), self.everything)

    def __bool__(self) -> bool:
        return self.everything or bool(self.roles)

    @property
    def over_rows(self) -> tuple["Role", ...]:
        """Those that reach what is behind the figures: where a funder pays, only they are read.

        Whoever is also something else must not come, as that, to all that the funder reaches.
        """
        return tuple(role for role in self.roles if role.kind != RoleKind.FUNDER)

    def schools(self, prefix: str = "") -> Q:
        """Schools of a school role, and those in a coordinator's communes.

        ``prefix`` leads from the filtered model to its school, such as ``"school__"``.
        """
        roles = self.over_rows
        if self.everything or any(role.everywhere for role in roles):
            return EVERYTHING
        by_kind = {
            f"{prefix}pk__in": [r.school_id for r in roles if r.kind in SCHOOL_ROLES],
            f"{prefix}commune__in": [r.commune_id for r in roles if r.commune_id],
            f"{prefix}commune__epci__in": [r.epci_id for r in roles if r.epci_id],
        }
        conditions = [Q(**{path: keys}) for path, keys in by_kind.items() if keys]
        return reduce(or_, conditions, NOTHING)

    def communes(self, prefix: str = "") -> Q:
        """Communes that a coordinator reaches; ``prefix`` leads to the commune."""
        own = [role.commune_id for role in self.over_rows if role.commune_id]
        epcis = [role.epci_id for role in self.over_rows if role.epci_id]
        return Q(**{f"{prefix}pk__in": own}) | Q(**{f"{prefix}epci__in": epcis})

    def epcis(self) -> Q:
        """Groups of communes that a coordinator reaches as a whole."""
        return Q(epci__in=[role.epci_id for role in self.over_rows if role.epci_id])

    def organisations(self, prefix: str = "") -> Q:
        """Organisations one gives sessions for; ``prefix`` leads to the organisation."""
        own = [role.organisation_id for role in self.roles if role.organisation_id]
        return Q(**{f"{prefix}pk__in": own}) if own else NOTHING

    def covers(self, school: School) -> bool:
        """Tell whether the school is in reach; free when its commune is loaded."""
        return self.everything or any(_covers(role, school) for role in self.over_rows)


def _covers(role: "Role", school: School) -> bool:
    return (
        role.everywhere
        or role.school_id == school.pk
        or (role.commune_id is not None and role.commune_id == school.commune_id)
        or (role.epci_id is not None and role.epci_id == school.commune.epci_id)
    )
