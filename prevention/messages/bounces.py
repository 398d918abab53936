"""Mails that came back: what a mail server reports, found again in the outbox.

Reports are of RFC 3464; of what servers wrote before it, those of Exim and Google, which
name the failed recipient in a header, and of qmail are read too. Whoever can write to the
address for bounces can write such a report; a message is found by its ``public_id`` alone,
which nobody but its reader and the servers on its way have seen.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string, policy
from email.message import Message as Mail
from enum import Enum, auto
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from prevention.messages.models import Message

# Servers cut what they return to less; what is beyond is the end of a returned mail.
MOST_BYTES = 512 * 1024
MOST_PARTS = 50

ID = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
MESSAGE_ID = re.compile(rf"<({ID})@", re.IGNORECASE)
RETURNED_ID = re.compile(rf"^\W{{0,4}}message-id:\s*<({ID})@", re.IGNORECASE | re.MULTILINE)
# The sender of the envelope may name the message: bounces+<public_id>@host.
TAGGED = re.compile(rf"\+({ID})@", re.IGNORECASE)
QMAIL = re.compile(r"\s*Hi\. This is the .{0,200}deliver your message", re.DOTALL)


class Report(NamedTuple):
    """What a server says became of a mail; ``diagnostic`` is of one line."""

    public_id: UUID | None
    failed: bool
    diagnostic: str


class Outcome(Enum):
    FILED = auto()
    IGNORED = auto()  # a delay, or a message that is not waited for any more
    UNKNOWN = auto()  # no report, or not about a message of ours
    TOO_SOON = auto()  # the worker has not written yet that it is sent


def file_bounce(raw: bytes) -> Outcome:
    """Mark the message that a report is about as come back, if that is what it says."""
    report = read_report(raw[:MOST_BYTES])
    if report is None or report.public_id is None:
        return Outcome.UNKNOWN
    return _file(report, report.public_id)


@transaction.atomic
def _file(report: Report, public_id: UUID) -> Outcome:
    message = Message.objects.select_for_update().filter(public_id=public_id).first()
    if message is None:
        return Outcome.UNKNOWN
    if not report.failed:
        return Outcome.IGNORED
    if message.state == Message.State.SENDING:
        return Outcome.TOO_SOON
    in_doubt = message.failure == Message.Failure.IN_DOUBT
    if message.state != Message.State.SENT and not in_doubt:
        return Outcome.IGNORED
    message.state = Message.State.FAILED
    message.failure = Message.Failure.BOUNCED
    message.reply = report.diagnostic
    message.save(update_fields=["state", "failure", "reply"])
    return Outcome.FILED


def read_report(raw: bytes) -> Report | None:
    """Read a mail as a report; None when it is none. Never raises, whatever it is given."""
    try:
        mail = message_from_bytes(raw, policy=policy.compat32)
        parts = [part for part, _n in zip(mail.walk(), range(MOST_PARTS), strict=False)]
    except RecursionError:  # parts inside parts, hundreds deep: written to do harm
        return None
    told = next(_told(parts), None) or _told_before_rfc_3464(mail, parts)
    if told is None:
        return None
    failed, diagnostic = told
    return Report(_public_id(mail, parts), failed, _one_line(diagnostic))


def _told(parts: list[Mail]) -> Iterator[tuple[bool, str]]:
    """Whether delivery failed, by the report's fields for each recipient: failures first."""
    fields = [
        block
        for part in parts
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}
        for block in _blocks(part)
        if "Action" in block or "Status" in block
    ]
    for block in sorted(fields, key=_failed, reverse=True):
        yield _failed(block), _field(block, "Diagnostic-Code") or _field(block, "Status")


def _blocks(part: Mail) -> list[Mail]:
    """The groups of fields, which the parser reads as mails within the part.

    Of the international form (RFC 6533) it takes the first for a mail and the others for
    its text.
    """
    payload = part.get_payload()
    blocks = [one for one in payload if isinstance(one, Mail)] if isinstance(payload, list) else []
    for block in blocks[:1]:
        others = str(block.get_payload()).split("\n\n", MOST_PARTS)
        blocks += [message_from_string(other.lstrip()) for other in others]
    return blocks


def _failed(block: Mail) -> bool:
    action = _field(block, "Action").lower()
    if action:
        return action.startswith("failed")
    return _field(block, "Status").startswith("5")


def _told_before_rfc_3464(mail: Mail, parts: list[Mail]) -> tuple[bool, str] | None:
    text = _text(parts[0]) if parts else ""
    if "X-Failed-Recipients" in mail:
        return True, _first_reply(text)
    if QMAIL.match(text):
        return True, _first_reply(text)
    return None


def _first_reply(text: str) -> str:
    """The line where a server's answer stands (RFC 5321, 4.2.1), or nothing."""
    found = re.search(r"^.{0,200}\b5\d\d[ -].{0,200}$", text, re.MULTILINE)
    return found[0] if found else ""


def _public_id(mail: Mail, parts: list[Mail]) -> UUID | None:
    """Find the message: in what is returned, then in what the report itself is addressed by."""
    for part in parts[1:]:
        if found := MESSAGE_ID.search(_field(part, "Message-ID")):
            return UUID(found[1])
    for part in parts:
        if found := RETURNED_ID.search(_text(part)):
            return UUID(found[1])
    for name in ("To", "Delivered-To", "X-Original-To", "Envelope-To"):
        if found := TAGGED.search(_field(mail, name)):
            return UUID(found[1])
    # Not what it refers to: our mails refer to earlier ones.
    for name in ("X-Original-Message-ID", "In-Reply-To"):
        if found := MESSAGE_ID.search(_field(mail, name)):
            return UUID(found[1])
    return None


def _field(part: Mail, name: str) -> str:
    # What is not ASCII comes as an object that knows how to write itself.
    return str(part.get(name, "")).strip()


def _text(part: Mail) -> str:
    """The text of a part that holds no others, as bytes of ASCII; the rest is of no use here."""
    if part.is_multipart():
        return ""
    payload = part.get_payload(decode=True)
    return payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""


def _one_line(diagnostic: str) -> str:
    longest = Message._meta.get_field("reply").max_length
    printable = "".join(sign if sign.isprintable() else " " for sign in diagnostic)
    return " ".join(printable.split())[:longest]
