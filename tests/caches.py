"""A cache of its own for each test, on any server, without emptying what others keep there."""

from uuid import uuid4

_test = ""


def begin() -> None:
    """Give the next test a cache where nothing is kept yet."""
    global _test  # noqa: PLW0603 - read by every thread of this process
    _test = uuid4().hex


def key_of_this_test(key: str, prefix: str, version: int) -> str:
    """Name a key on the server; what ``KEY_FUNCTION`` of Django's caches asks for."""
    return f"{prefix}:{_test}:{version}:{key}"
