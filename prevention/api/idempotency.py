"""``Idempotency-Key``: a ``POST`` sent twice is done once and answered alike."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.models import IdempotentAnswer
from prevention.api.views import asker
from prevention.errors import RefusedError

HEADER = "Idempotency-Key"
REPLAYED = {"Idempotency-Replayed": "true"}
KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 128

Create = Callable[..., Response]
Line = TypeVar("Line")


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
        key = _key_of(request)
        if key is None:
            return create(view, request, *args, **kwargs)
        asked = _asked(request)
        with transaction.atomic():
            known, first = IdempotentAnswer.objects.get_or_create(
                user=asker(request), key=key, defaults={**asked, "status": 0, "answer": None}
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


def line_by_line(
    request: Request, lines: Sequence[Line], do: Callable[[Line], dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Do each line in a transaction of its own; give what ``do`` answers to each, and headers.

    With an ``Idempotency-Key`` the answer to a line is noted in the line's own transaction.
    Whoever sends the same again, after an answer that was lost on its way or a process that
    died halfway, gets the noted answers and has the other lines done: none is done twice.
    """
    key = _key_of(request)
    if key is None:
        return [_alone(do, line) for line in lines], {}
    asked = _asked(request)
    known, _first = IdempotentAnswer.objects.get_or_create(
        user=asker(request), key=key, defaults={**asked, "status": 0, "answer": []}
    )
    _same(known, asked)
    noted: list[dict[str, Any]] = []
    headers = REPLAYED
    for number, line in enumerate(lines):
        with transaction.atomic():
            known = IdempotentAnswer.objects.select_for_update().get(pk=known.pk)
            noted = list(known.answer or [])
            if number < len(noted):
                continue
            headers = {}
            noted.append(do(line))
            known.answer = noted
            known.save(update_fields=["answer"])
    return noted, headers


def _alone(do: Callable[[Line], dict[str, Any]], line: Line) -> dict[str, Any]:
    with transaction.atomic():
        return do(line)


def _key_of(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if not key or not request.user.is_authenticated:
        return None
    if len(key) > LONGEST_KEY:
        raise KeyTooLongError
    return key


def _asked(request: Request) -> dict[str, Any]:
    """What a key stands for: the same key with anything else is refused."""
    return {
        "method": request.method,
        "path": request.path[:250],
        "body_digest": hashlib.sha256(JSONRenderer().render(request.data)).hexdigest(),
    }


def _given_before(known: IdempotentAnswer, asked: dict[str, Any]) -> Response:
    _same(known, asked)
    return Response(known.answer, status=known.status, headers=REPLAYED)


def _same(known: IdempotentAnswer, asked: dict[str, Any]) -> None:
    if any(getattr(known, name) != value for name, value in asked.items()):
        raise KeyReusedError


def forget_old_answers(*, now: datetime) -> int:
    """Delete the answers that no client asks for again; returns how many."""
    deleted, _by_model = IdempotentAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    return deleted
