"""A program that books through the API: the standard library, and a connection for each call."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

PATIENCE_SECONDS = 120
# How a server that is gone says nothing.
LOST = (OSError, HTTPException)


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, Any]
    replayed: bool = False


def post(
    address: tuple[str, int], path: str, body: dict[str, Any], *, token: str, key: str = ""
) -> Answer:
    """Ask once; raises one of ``LOST`` when no whole answer comes back."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    with closing(HTTPConnection(*address, timeout=PATIENCE_SECONDS)) as connection:
        connection.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        replayed = answer.headers.get("Idempotency-Replayed") == "true"
        return Answer(answer.status, json.loads(answer.read()), replayed)


@dataclass(frozen=True)
class Rush:
    """What one client asks for in one go, as fast as it is answered."""

    address: tuple[str, int]
    token: str
    bodies: Sequence[dict[str, Any]]


def carry_out(rush: Rush) -> list[Answer]:
    return [post(rush.address, "requests/", body, token=rush.token) for body in rush.bodies]
