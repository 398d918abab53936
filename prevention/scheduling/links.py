"""The addresses of authorisation links, and what is shown there."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import prefetch_related_objects
from django.urls import reverse

from prevention.scheduling.models import AuthorisationLink, Event, Session
from prevention.vocabulary import Act

SALT = "prevention.scheduling.authorisation-link"


def address_of(link: AuthorisationLink) -> str:
    """The address to send to the link's head, and to nobody else."""
    token = _signer().sign(link.public_id.hex)
    return settings.SITE_URL + reverse("authorisation-link", args=[token])


def link_at(token: str) -> AuthorisationLink | None:
    """The link of a token; None for one that was never given."""
    try:
        public_id = UUID(_signer().unsign(token))
    except BadSignature:
        public_id = uuid4()  # nobody's: a forged token takes as long as any other
    rows = AuthorisationLink.objects.select_related(
        "head",
        "request__asked_by",
        "request__offer__theme",
        "request__offer__organisation",
        "request__school__commune",
    )
    return rows.filter(public_id=public_id).first()


def _signer() -> Signer:
    # A full stop in place of the usual colon: no mail program ends a link there.
    return Signer(sep=".", salt=SALT)


def sessions_of(link: AuthorisationLink) -> list[Session]:
    """The sessions of the request with what a head reads of them, in few queries."""
    request = link.request
    rows = request.sessions.select_related("room")
    sessions = list(rows.prefetch_related("groups", "facilitators"))
    for session in sessions:  # one school and one offer, read once
        session.school, session.offer, session.theme = (
            request.school,
            request.offer,
            request.offer.theme,
        )
    prefetch_related_objects([request.school], "rooms")
    return sessions


def decided_by(link: AuthorisationLink) -> Mapping[int, Act]:
    """What the link decided, by session; nothing while it is not used."""
    if link.used_at is None:
        return {}
    events = Event.objects.filter(
        session__request=link.request_id,
        actor=link.head_id,
        at=link.used_at,
        act__in=[Act.AUTHORISE, Act.REFUSE],
    )
    return {event.session_id: Act(event.act) for event in events}
