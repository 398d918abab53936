"""``Idempotency-Key``: a ``POST`` sent twice is done once and answered alike."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.models import IdempotentAnswer
from prevention.errors import RefusedError

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 128

Create = Callable[..., Response]


class KeyReusedError(RefusedError):
    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was already used for something else: choose a new one.")


class KeyTooLongError(RefusedError):
    code = "idempotency_key_too_long"
    message = _("An Idempotency-Key has at most 128 characters.")


def once(create: Create) -> Create:
    """Make a creating action answer a repeated ``Idempotency-Key`` as it did before.

    The key's row and what the action writes share one transaction: a second request waits
    at the row until the first is decided, and an error leaves the key free to try again.
    """

    @wraps(create)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if not key or not request.user.is_authenticated:
            return create(view, request, *args, **kwargs)
        if len(key) > LONGEST_KEY:
            raise KeyTooLongError
        asked = {
            "method": request.method,
            "path": request.path[:250],
            "body_digest": hashlib.sha256(JSONRenderer().render(request.data)).hexdigest(),
        }
        with transaction.atomic():
            known, first = IdempotentAnswer.objects.get_or_create(
                user=request.user, key=key, defaults={**asked, "status": 0, "answer": None}
            )
            if not first:
                return _given_before(known, asked)
            response = create(view, request, *args, **kwargs)
            known.status = response.status_code
            known.answer = response.data
            known.save(update_fields=["status", "answer"])
        return response

    answer.takes_idempotency_key = True  # type: ignore[attr-defined] # read by the schema
    return answer


def _given_before(known: IdempotentAnswer, asked: dict[str, Any]) -> Response:
    if any(getattr(known, name) != value for name, value in asked.items()):
        raise KeyReusedError
    return Response(known.answer, status=known.status, headers={"Idempotency-Replayed": "true"})


def forget_old_answers(*, now: datetime) -> int:
    """Delete the answers that no client asks for again; returns how many."""
    deleted, _by_model = IdempotentAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    return deleted
