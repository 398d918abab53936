"""Letters that tell what is no longer as it was told: changed, called off."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.messages.blocks import Block, Button, Paragraph
from prevention.messages.contents.parts import Body, open_pages, site, subject, told
from prevention.messages.matter import Matter
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import in_words, sentence
from prevention.vocabulary import Act, SessionState, Side

ENDED_BY_SOMEBODY = frozenset({SessionState.CANCELLED, SessionState.REFUSED, SessionState.NOT_HELD})


def changed(matter: Matter) -> Body:
    only = matter.only
    several = ngettext("%(count)s session changed", "%(count)s sessions changed", _count(matter))
    moved = only is not None and _time_told(matter, only) is not None
    one = _("Session moved to %(day)s") if moved else _("Session of %(day)s changed")
    count = {"count": _count(matter)}
    have = ngettext("A session has changed.", "%(count)s sessions have changed.", _count(matter))
    now = ngettext("This is how it is now:", "This is how they are now:", _count(matter))

    def stands(session: Session) -> list[str]:
        return [sentence(session, now=matter.now)]

    def notes(session: Session) -> list[str]:
        return [*_what_changed(matter, session), *stands(session)]

    if only:
        before = [Paragraph(said) for said in (have % count, *_what_changed(matter, only), now)]
        blocks = [*before, *told(matter, stands)]
    else:
        blocks = [Paragraph(f"{have % count} {now}"), *told(matter, notes)]
    return Body(subject(matter, one, several), [*blocks, open_pages(matter)])


def _count(matter: Matter) -> int:
    return len(matter.sessions)


def _time_told(matter: Matter, session: Session) -> str | None:
    """Say the time that the reader knows, when it is another than now."""
    before = matter.told.get(session.pk)
    if before is None or before.starts_at is None or before.starts_at == session.starts_at:
        return None
    return in_words(before.starts_at, session.school.time_zone)


def _what_changed(matter: Matter, session: Session) -> Iterable[str]:
    event = matter.events.get(session.pk)
    before = _time_told(matter, session)
    if before:
        yield _("It was to take place on %(before)s.") % {"before": before}
    elif event and event.act == Act.MOVE:
        yield _("Its time has changed.")
    elif event and event.act == Act.REPLACE:
        yield _("Somebody else comes.")
    elif event and event.act == Act.PREPARE:
        yield _("The place or the room has changed.")


def cancelled(matter: Matter) -> Body:
    """Say what does not take place, why, whose decision it was, and what one can do."""
    if all(matter.leaves(session) for session in matter.sessions):
        one = _("You no longer give the session of %(day)s")
        several = _("You no longer give %(count)s sessions")
        off = ngettext(
            "You no longer give this session:",
            "You no longer give %(count)s sessions:",
            _count(matter),
        )
    else:
        one = _("Session of %(day)s called off")
        several = ngettext(
            "%(count)s session called off", "%(count)s sessions called off", _count(matter)
        )
        off = ngettext(
            "This session will not take place:",
            "%(count)s sessions will not take place:",
            _count(matter),
        )
    return Body(
        subject(matter, one, several),
        [
            Paragraph(off % {"count": _count(matter)}),
            *told(matter, lambda session: _why(matter, session)),
            *_what_next(matter),
        ],
    )


def _why(matter: Matter, session: Session) -> Iterable[str]:
    if matter.leaves(session):
        yield _("Somebody else gives this session.")
        return
    yield sentence(session, now=matter.now)
    if session.state in ENDED_BY_SOMEBODY and session.ended_by_side:
        side = session.get_ended_by_side_display()
        yield _("Decided by: %(side)s.") % {"side": side}


def _what_next(matter: Matter) -> list[Block]:
    if matter.side == Side.PARTNER:
        return [Paragraph(_("Your time is free again.")), open_pages(matter)]
    sorry = _("The classes lose nothing: you can choose another time, or another session.")
    return [Paragraph(sorry), Button(_("Choose another time"), _where_to_choose(matter))]


def _where_to_choose(matter: Matter) -> str:
    """The times of the same offer, where one class lost one session; else all sessions."""
    only = matter.only
    groups = list(only.groups.all()) if only else []
    if only and only.offer_id and len(groups) == 1:
        return site(f"/book?step=times&class={groups[0].pk}&offer={only.offer_id}&sessions=1")
    return site("/sessions")
