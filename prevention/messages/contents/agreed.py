"""Letters about what is agreed, as its day comes near: confirmed, still missing, reminder."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.vocabulary import Audience
from prevention.calendars.contents import TO_PREPARE
from prevention.calendars.words import speak
from prevention.messages import times
from prevention.messages.blocks import Block, Heading, Item, Items, Paragraph
from prevention.messages.contents.parts import (
    Body,
    classes,
    open_pages,
    subject,
    told,
)
from prevention.messages.matter import Matter
from prevention.offers.models import OfferMaterial
from prevention.scheduling.models import Session
from prevention.scheduling.readiness import readiness
from prevention.vocabulary import SessionKind, Side


def confirmed(matter: Matter) -> Body:
    one, several = (
        _("Session of %(day)s confirmed"),
        ngettext("%(count)s session confirmed", "%(count)s sessions confirmed", _count(matter)),
    )
    will = ngettext(
        "The session is confirmed: it will take place.",
        "%(count)s sessions are confirmed: they will take place.",
        _count(matter),
    )
    return Body(
        subject(matter, one, several),
        [
            Paragraph(will % {"count": _count(matter)}),
            *told(matter),
            *_to_prepare(matter),
            open_pages(matter),
        ],
    )


def reminder(matter: Matter) -> Body:
    one, several = (
        _("Reminder: session of %(day)s"),
        ngettext("Reminder: %(count)s session", "Reminder: %(count)s sessions", _count(matter)),
    )
    soon = ngettext(
        "A session takes place in a few days:",
        "%(count)s sessions take place in a few days:",
        _count(matter),
    )
    hindered = _("If something comes in between, say so now: move it or call it off on its page.")
    return Body(
        subject(matter, one, several),
        [
            Paragraph(soon % {"count": _count(matter)}),
            *told(matter),
            *_to_prepare(matter),
            Paragraph(hindered),
            open_pages(matter),
        ],
    )


def _count(matter: Matter) -> int:
    return len(matter.sessions)


def _to_prepare(matter: Matter) -> list[Block]:
    """Say what to prepare, each thing once, and whom to turn to."""
    materials = {
        placed.material_id: Item(placed.material.title, url=placed.material.way)
        for session in matter.sessions
        if session.offer
        for placed in session.offer.offer_materials.all()
        if placed.moment in TO_PREPARE and _concerns(placed, matter)
    }
    items = (*_room_and_adult(matter.sessions), *materials.values())
    blocks: list[Block] = [Heading(_("To prepare")), Items(items)] if items else []
    if matter.side == Side.PARTNER:
        # The protocol of the schools; nothing of it is ever kept here.
        confided = _(
            "If a pupil confides in you, tell the adult of the school who is present and the head"
            " at once. Ask no questions, promise no secrecy, and write nothing about it here."
        )
        blocks += [Heading(_("If a pupil confides in you")), Paragraph(confided)]
    return [*blocks, Heading(_("Help numbers")), Paragraph(speak().help_numbers)]


def _concerns(placed: OfferMaterial, matter: Matter) -> bool:
    """What facilitators keep for themselves is for the partner's side alone."""
    return matter.side == Side.PARTNER or placed.material.audience != Audience.FACILITATOR


def _room_and_adult(sessions: Sequence[Session]) -> tuple[Item, ...]:
    needs = {session.offer.room_needs for session in sessions if session.offer} - {""}
    adults = {
        session.get_en_adult_display()
        for session in sessions
        if session.kind in {SessionKind.CLASS, SessionKind.SHOW}
    }
    lines = [_("The room needs: %s") % need for need in sorted(needs)]
    if named := sorted(adults - {""}):
        present = _("Present, of the Éducation nationale: %(adult)s")
        lines.append(present % {"adult": ", ".join(named)})
    if "" in adults:
        lines.append(_("Still to say: which adult of the Éducation nationale will be present"))
    return tuple(Item(line) for line in lines)


def still_missing(matter: Matter) -> Body:
    """List what is missing before each session, and how to lift it."""
    prefetch_related_objects([session.school for session in matter.sessions], "rooms")
    blocks: list[Block] = []
    for session in matter.sessions:
        title = ", ".join(
            part for part in (capfirst(times.when(session)), classes(session)) if part
        )
        items = tuple(
            Item(str(point.detail), (str(point.lift),)) for point in readiness(session)
        ) or (Item(_("Nothing is missing any more.")),)
        blocks += [Heading(title), Items(items)]
    one, several = (
        _("Still missing for the session of %(day)s"),
        ngettext(
            "Still missing for %(count)s session",
            "Still missing for %(count)s sessions",
            _count(matter),
        ),
    )
    missing = _("It is near, and something is still missing. Here is what, and how to get it:")
    return Body(subject(matter, one, several), [Paragraph(missing), *blocks, open_pages(matter)])
