"""What addresses that are themselves a key share: quiet answers, and a bound on guesses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle

# No index lists them, and no other site is told of them.
QUIET: Mapping[str, str] = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


class MissThrottle(SimpleRateThrottle):
    """Bounds the guesses of one network address: hits are never counted, so no reader is limited.

    One count for all kinds of secret addresses: a guess is a guess.
    """

    rate = "30/min"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"address-misses-{self.get_ident(request)}"


def wait_after_miss(request: HttpRequest) -> int | None:
    """Count a guess; give the seconds to wait once there were too many, else None."""
    throttle = MissThrottle()
    if throttle.allow_request(request, None):  # type: ignore[arg-type] # reads META alone
        return None
    return round(throttle.wait() or 60)
