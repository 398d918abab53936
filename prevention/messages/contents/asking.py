"""Letters around a question: what was asked, and who answers it by when."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.messages import times
from prevention.messages.blocks import Block, Button, Heading, Item, Items, Paragraph
from prevention.messages.contents.parts import (
    Body,
    asker,
    classes,
    in_common,
    limit,
    listed,
    open_pages,
    page_of,
    subject,
    told,
    where_to_act,
)
from prevention.messages.matter import Matter
from prevention.scheduling.models import Session, TimeOffer
from prevention.scheduling.sentences import in_words, sentence
from prevention.vocabulary import SessionState


def received(matter: Matter) -> Body:
    several = ngettext(
        "Your request for %(count)s session is recorded",
        "Your request for %(count)s sessions is recorded",
        len(matter.sessions),
    )
    wished = [one for one in matter.sessions if one.state == SessionState.WISHED]
    taken = [one for one in matter.sessions if one.state != SessionState.WISHED]

    def waits(session: Session) -> Iterable[str]:
        return [sentence(session, now=matter.now)]

    blocks: list[Block] = [Paragraph(_("Your request is recorded. Here is what becomes of it."))]
    if matter.only or not wished:
        blocks += told(matter, waits)
    else:
        blocks += [*in_common(matter), *listed(matter, waits, taken)]
        blocks += [
            Heading(_("On the waiting list")),
            Paragraph(_("Nothing is free on these days yet. We write as soon as a time is.")),
            *listed(matter, sessions=wished),
        ]
    blocks.append(Paragraph(_("You need do nothing now: we write with each answer.")))
    return Body(
        subject(matter, _("Your request for %(day)s is recorded"), several),
        [*blocks, open_pages(matter)],
    )


def to_authorise(matter: Matter) -> Body:
    several = ngettext(
        "%(count)s session to authorise", "%(count)s sessions to authorise", len(matter.sessions)
    )
    return Body(
        subject(matter, _("Session of %(day)s to authorise"), several),
        [
            Paragraph(
                ngettext(
                    "A session is asked for in your school. It takes place with your agreement"
                    " alone.",
                    "%(count)s sessions are asked for in your school. They take place with your"
                    " agreement alone.",
                    len(matter.sessions),
                )
                % {"count": len(matter.sessions)}
            ),
            *_decide(matter),
        ],
    )


def nudge(matter: Matter) -> Body:
    one = _("%(left)s to authorise the session of %(day)s")
    several = ngettext(
        "%(left)s to authorise %(count)s session",
        "%(left)s to authorise %(count)s sessions",
        len(matter.sessions),
    )
    waits = ngettext(
        "A session still waits for your agreement.",
        "%(count)s sessions still wait for your agreement.",
        len(matter.sessions),
    )
    return Body(
        subject(matter, one, several, left=_days_left(matter)),
        [Paragraph(waits % {"count": len(matter.sessions)}), *_decide(matter)],
    )


def _days_left(matter: Matter) -> str:
    first = min(matter.sessions, key=lambda one: one.held_until or matter.now)
    zone = ZoneInfo(first.school.time_zone)
    until = (first.held_until or matter.now).astimezone(zone).date()
    days = (until - matter.now.astimezone(zone).date()).days
    if days <= 0:
        return _("Last day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _decide(matter: Matter) -> list[Block]:
    """Show what a head decides on, the limit and the way to answer; request by request."""
    blocks: list[Block] = []
    for one in matter.by_request():
        # The page of the link says what is missing, too; here, what the decision is about.
        blocks.append(Heading(_("Asked for by %(asker)s") % {"asker": asker(one.sessions[0])}))
        blocks += [*told(one), *_answer_by(one)]
        decide_at = matter.decide_at.get(one.sessions[0].request_id)
        blocks.append(Button(_("Authorise or refuse"), decide_at or where_to_act(one)))
    if matter.decide_at:
        blocks.append(
            Paragraph(
                _(
                    "There you decide without signing in. Whoever has this message decides in your"
                    " name: do not forward it."
                )
            )
        )
    return blocks


def _answer_by(matter: Matter) -> list[Block]:
    until = limit(matter)
    if not until:
        return []
    return [
        Paragraph(
            ngettext(
                "Please answer before %(until)s: after that the time is free for others again.",
                "Please answer before %(until)s: after that the times are free for others again.",
                len(matter.sessions),
            )
            % {"until": until}
        )
    ]


def proposal(matter: Matter) -> Body:
    several = ngettext(
        "%(count)s time is proposed to you",
        "%(count)s times are proposed to you",
        len(matter.sessions),
    )
    proposed = ngettext(
        "The coordination proposes a session to you, and keeps its time for you.",
        "The coordination proposes %(count)s sessions to you, and keeps their times for you.",
        len(matter.sessions),
    )
    return Body(
        subject(matter, _("A session is proposed to you on %(day)s"), several),
        [
            Paragraph(proposed % {"count": len(matter.sessions)}),
            *told(matter),
            *_answer_by(matter),
            Button(_("Accept or decline"), where_to_act(matter)),
        ],
    )


def to_accept(matter: Matter) -> Body:
    several = ngettext(
        "%(count)s session to accept", "%(count)s sessions to accept", len(matter.sessions)
    )
    asked = ngettext(
        "A school asks for a session that you can give.",
        "A school asks for %(count)s sessions that you can give.",
        len(matter.sessions),
    )
    return Body(
        subject(matter, _("Session of %(day)s to accept"), several),
        [
            Paragraph(asked % {"count": len(matter.sessions)}),
            *told(matter),
            *_answer_by(matter),
            Button(_("Accept or decline"), where_to_act(matter)),
        ],
    )


def time_free(matter: Matter) -> Body:
    """Say which times are offered to wishes; whoever takes one first has it."""
    offered = [
        (session, one)
        for session in matter.sessions
        for one in session.time_offers.all()
        if one.expires_at > matter.now
    ]
    items = tuple(_offered(matter, session, one) for session, one in offered)
    free_now = ngettext("A time is free", "%(count)s times are free", len(items))
    free = ngettext(
        "A time has come free. Whoever takes it first has it.",
        "Times have come free. Whoever takes them first has them.",
        len(items),
    )
    asked: list[Block] = [Heading(_("What you asked for")), *told(matter)] if matter.only else []
    take = ngettext("Take this time", "See these times", len(items))
    said = free_now % {"count": len(items)}
    return Body(
        subject(matter, said, said),
        [Paragraph(free), Items(items), *asked, Button(take, where_to_act(matter))],
    )


def _offered(matter: Matter, session: Session, offered: TimeOffer) -> Item:
    zone = session.school.time_zone
    until = _("Good until %(until)s.") % {"until": in_words(offered.expires_at, zone)}
    span = capfirst(times.span(offered.starts_at, offered.ends_at, zone))
    if matter.only:
        return Item(span, (until,))
    return Item(f"{classes(session)} · {span}", (session.title, until), page_of(session))
