"""Who signs in, what they are in the programme, and the keys of their programs."""

from prevention.people.models.roles import Invitation, Role, RoleReach
from prevention.people.models.tokens import ApiToken
from prevention.people.models.users import User, normalise_email

__all__ = ["ApiToken", "Invitation", "Role", "RoleReach", "User", "normalise_email"]
