"""The only ways a session changes: each act holds its rights, locks and its ``Event``.

Locks are always taken in the same order: facilitators, then classes, then the session, each
by primary key. On SQLite every transaction is immediate, so writers queue from the start.
"""

from prevention.scheduling.acts.answers import accept, authorise, cancel, expire_due, refuse
from prevention.scheduling.acts.booking import Asked, Line, RefusedLine, request_sessions

__all__ = [
    "Asked",
    "Line",
    "RefusedLine",
    "accept",
    "authorise",
    "cancel",
    "expire_due",
    "refuse",
    "request_sessions",
]
