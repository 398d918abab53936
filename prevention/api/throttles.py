"""How often one may ask: rates are in ``settings``, by the name of each scope."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle


class ActThrottle(ScopedRateThrottle):
    """Bounds what a view with a ``throttle_scope`` changes; reading it is not counted."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)


class WrongTokenThrottle(SimpleRateThrottle):
    """Bounds the wrong tokens of one address.

    Asked only once a token was found wrong: one faulty program must not stop those of a
    whole school, which share an address.
    """

    scope = "wrong_token"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
