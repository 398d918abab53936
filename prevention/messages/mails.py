"""A message as the mail that is sent: text, HTML and, where a calendar follows, invitations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from prevention.calendars.contents import OFF_STATES, rows_of
from prevention.calendars.invitations import Attendee, Method, invitation
from prevention.messages.kinds import INVITING_KINDS, OPTIONAL_KINDS, Kind
from prevention.messages.letters import letter_of, on_one_line, render_html, render_text
from prevention.messages.matter import Matter, read_matter
from prevention.messages.models import Message
from prevention.messages.unsubscribing import address_of
from prevention.scheduling import links
from prevention.scheduling.acts.links import link_for
from prevention.scheduling.models import Session
from prevention.vocabulary import SessionState

# What the head of a school answers by a link of the own.
TO_DECIDE = frozenset({Kind.TO_AUTHORISE, Kind.NUDGE})
GONE_STATES = OFF_STATES | {SessionState.REFUSED, SessionState.EXPIRED}


class Invitation(NamedTuple):
    method: Method
    octets: bytes


def build(message: Message, *, now: datetime) -> EmailMultiAlternatives:
    """Make the mail from the sessions as they are, in a constant number of queries.

    A head's links cost some more for each request.

    Raises:
        NothingToAuthoriseError: a head is asked to decide, and nothing waits any more.

    """
    with translation.override(message.language):
        matter = _with_links(read_matter(message, now=now))
        letter = letter_of(matter)
        invitations = list(_invitations(matter))
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=render_text(letter),
        # The envelope's; people read the one among the headers.
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[_to(message)],
        reply_to=[settings.REPLY_TO] if settings.REPLY_TO else None,
        headers=_headers(matter),
    )
    mail.attach_alternative(render_html(letter), "text/html")
    if len(invitations) == 1:
        # The part that calendars read by themselves, last as the richest (RFC 2046, 5.1.4).
        (only,) = invitations
        mail.attach_alternative(only.octets.decode(), f"text/calendar; method={only.method}")
        mail.attach("invitation.ics", only.octets, "application/ics")
    elif invitations:
        for number, one in enumerate(invitations, start=1):
            mail.attach(
                f"invitation-{number}.ics", one.octets, f"text/calendar; method={one.method}"
            )
    return mail


def _with_links(matter: Matter) -> Matter:
    """Give a head the own links, one a request; a mailbox of a school decides nothing."""
    head = matter.message.reader
    if matter.message.kind not in TO_DECIDE or head is None:
        return matter
    requests = dict.fromkeys(one.request for one in matter.sessions if one.request)
    made = {one.pk: link_for(request=one, head=head, now=matter.now) for one in requests}
    return replace(matter, decide_at={pk: links.address_of(link) for pk, link in made.items()})


def _invitations(matter: Matter) -> Iterator[Invitation]:
    """Write an invitation a session, for the reader alone (``docs/adr/0013``)."""
    if matter.message.kind not in INVITING_KINDS:
        return
    rows = rows_of(Session.objects.filter(pk__in=[one.pk for one in matter.sessions]))
    methods = {str(one.public_id): _method(matter, one) for one in matter.sessions}
    attendee = Attendee(matter.message.to, _name(matter.message))
    for row in rows:
        method = methods[row.uid]
        if method and row.starts_at:
            octets = invitation(row, attendee=attendee, method=method, now=matter.now)
            yield Invitation(method, octets)


def _method(matter: Matter, session: Session) -> Method | None:
    """Take it in or take it away; what the reader's calendar never had needs no taking away."""
    if session.state in GONE_STATES or matter.leaves(session):
        return Method.CANCEL if session.pk in matter.invited else None
    return Method.REQUEST


def _name(message: Message) -> str:
    if message.reader:
        return on_one_line(message.reader.name)
    return on_one_line(message.school.name) if message.school else ""


def _to(message: Message) -> str:
    user, _at, domain = message.to.rpartition("@")
    return str(Address(_name(message), user, domain))


def _headers(matter: Matter) -> dict[str, str]:
    message, host = matter.message, urlsplit(settings.SITE_URL).hostname
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": f"<{message.public_id}@{host}>",
        "Content-Language": message.language,
        # No machine answers a machine (RFC 3834, 5), nor does Exchange for somebody away;
        # what tells that a mail did not arrive is wanted.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if thread := _thread(matter):
        headers["In-Reply-To"] = headers["References"] = f"<{thread}@{host}>"
    if message.reader and message.kind in OPTIONAL_KINDS:
        headers["List-Unsubscribe"] = f"<{address_of(message.reader, Kind(message.kind))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return headers


def _thread(matter: Matter) -> str:
    """Name what the mails of one request, or of one session, have in common for ever."""
    requests = {one.request.public_id for one in matter.sessions if one.request}
    if len(requests) == 1:
        return f"request-{requests.pop()}"
    return f"session-{matter.only.public_id}" if matter.only else ""
