"""Permissions, made from the table of rights: a view says which right each action needs."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from prevention.api.refusals import SecondFactorRequiredError
from prevention.people.models import ApiToken, User
from prevention.people.rights import RIGHTS
from prevention.people.second_factor import LATER_RIGHTS
from prevention.vocabulary import TokenScope


class HasRight(BasePermission):
    """Deny by default: an action that names no right in ``view.rights`` is refused.

    ``rights`` maps a view's actions (for plain views, lower-case methods) to keys of
    ``RIGHTS``. Which rows the right covers is said by ``visible_to`` and by the acts.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        if not isinstance(user, User):
            return False
        action = getattr(view, "action", None) or (request.method or "").lower()
        if action in {"metadata", "options"}:
            return True
        right = getattr(view, "rights", {}).get(action)
        if right is None:
            # Where there is nothing to permit, DRF itself answers 405.
            return not hasattr(view, (request.method or "").lower())
        if not self._scope_allows(request):
            return False
        waits = user.lacks_second_factor()
        if waits and right in LATER_RIGHTS:
            raise SecondFactorRequiredError
        allowed = RIGHTS[right] is None or user.may(right)
        if waits and not allowed and user.held_reach().having(right):
            raise SecondFactorRequiredError
        return allowed

    def _scope_allows(self, request: Request) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken) or request.method in SAFE_METHODS:
            return True
        return token.scope == TokenScope.WRITE
