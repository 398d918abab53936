"""The only ways a session changes: each act holds its rights, locks and its ``Event``.

Locks are always taken in the same order: facilitators, then classes, then rooms, then the
session, each by primary key; a link before the sessions that it decides on. On SQLite every
transaction is immediate, so writers queue from the start.
"""

from prevention.scheduling.acts.answers import (
    accept,
    authorise,
    cancel,
    free_cancellation_until,
    refuse,
)
from prevention.scheduling.acts.availability import (
    add_availability,
    add_dated_availability,
    change_availability,
    change_dated_availability,
    remove_availability,
    remove_dated_availability,
)
from prevention.scheduling.acts.booking import (
    Asked,
    Line,
    RefusedLine,
    Wished,
    request_sessions,
)
from prevention.scheduling.acts.feedback import Opinion, give_feedback, withdraw_feedback
from prevention.scheduling.acts.links import Decision, decide_by_link, link_for, make_link
from prevention.scheduling.acts.moving import (
    move,
    openings_to_move,
    replace_facilitator,
    replacements,
)
from prevention.scheduling.acts.outcomes import (
    Count,
    Told,
    close,
    declare_internal,
    declare_not_held,
    file_report,
)
from prevention.scheduling.acts.preparing import Preparation, confirm_ready, prepare
from prevention.scheduling.acts.proposing import hold, place_session, propose_sessions
from prevention.scheduling.acts.waiting import expire_due, offer_free_times

__all__ = [
    "Asked",
    "Count",
    "Decision",
    "Line",
    "Opinion",
    "Preparation",
    "RefusedLine",
    "Told",
    "Wished",
    "accept",
    "add_availability",
    "add_dated_availability",
    "authorise",
    "cancel",
    "change_availability",
    "change_dated_availability",
    "close",
    "confirm_ready",
    "decide_by_link",
    "declare_internal",
    "declare_not_held",
    "expire_due",
    "file_report",
    "free_cancellation_until",
    "give_feedback",
    "hold",
    "link_for",
    "make_link",
    "move",
    "offer_free_times",
    "openings_to_move",
    "place_session",
    "prepare",
    "propose_sessions",
    "refuse",
    "remove_availability",
    "remove_dated_availability",
    "replace_facilitator",
    "replacements",
    "request_sessions",
    "withdraw_feedback",
]
