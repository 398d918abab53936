"""What several letters say in the same words."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.messages import times
from prevention.messages.blocks import Block, Button, Facts, Heading, Item, Items, Paragraph
from prevention.messages.matter import Matter
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import in_days, in_words
from prevention.vocabulary import Location, Side


class Body(NamedTuple):
    """What is particular to a letter."""

    subject: str
    blocks: list[Block]


Notes = Callable[[Session], Iterable[str]]


def nothing(session: Session) -> Iterable[str]:
    return ()


def site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def page_of(session: Session) -> str:
    return site(f"/sessions/{session.public_id}")


def where_to_act(matter: Matter) -> str:
    """The session's page, or the list of all where there are several."""
    return page_of(matter.only) if matter.only else site("/sessions")


def subject(matter: Matter, one: str, several: str, **more: str) -> str:
    """Say when or how many, and where; never what about, for subjects show on locked screens.

    ``one`` has a place for the ``day`` of the session, ``several`` for their ``count``;
    ``more`` are further places of both.
    """
    day = times.day_of(matter.only) if matter.only else None
    if day:
        said = one % {"day": in_days(day), **more}
    else:
        said = several % {"count": len(matter.sessions), **more}
    schools = {session.school.name for session in matter.sessions}
    if len(schools) != 1:
        return said
    return _("%(subject)s — %(school)s") % {"subject": said, "school": schools.pop()}


def classes(session: Session) -> str:
    return ", ".join(sorted(group.label for group in session.groups.all()))


def classes_and_pupils(session: Session) -> str:
    """Such as "5e 2 (25 pupils)"."""
    groups = sorted(session.groups.all(), key=lambda group: group.label)
    return ", ".join(group.label + _headcount(group.headcount) for group in groups)


def _headcount(pupils: int | None) -> str:
    if pupils is None:
        return ""
    return " " + ngettext("(%(count)s pupil)", "(%(count)s pupils)", pupils) % {"count": pupils}


def place(session: Session) -> str:
    """Where to go, down to the room."""
    if session.location == Location.TO_BE_DEFINED:
        return _("Place to be defined")
    if session.location == Location.ADDRESS:
        return session.address
    school = session.school
    town = f"{school.postcode} {school.commune.name}".strip()
    room = session.room.name if session.room else ""
    return ", ".join(part for part in (school.name, school.address, town, room) if part)


def people(session: Session) -> str:
    return ", ".join(sorted(one.name for one in session.facilitators.all()))


def facts(matter: Matter, session: Session) -> Facts:
    """Give all that is known of a session."""
    return _facts(
        (_("When:"), capfirst(times.when(session))),
        (_("Classes:"), classes_and_pupils(session)),
        (_("Session:"), session.title),
        (_("Where:"), place(session)),
        (_("Given by:"), session.offer.organisation.name if session.offer else ""),
        (_("With:"), people(session)),
        (_("Asked by:"), asker(session) if matter.side == Side.PARTNER else ""),
        (_("To reach the school:"), _contact(session) if matter.side == Side.PARTNER else ""),
    )


def offer_of(session: Session) -> int | None:
    return session.offer_id


def asker(session: Session) -> str:
    return str(session.request.asked_by) if session.request else ""


def _contact(session: Session) -> str:
    """How a partner reaches the school."""
    return " · ".join(part for part in (session.school.phone, session.school.email) if part)


def _facts(*rows: tuple[str, str]) -> Facts:
    return Facts(tuple((label, value) for label, value in rows if value))


def in_common(matter: Matter, notes: str = "") -> list[Block]:
    """Give what several sessions have in common, so that their lines need not repeat it."""
    first = matter.sessions[0]
    rows: list[tuple[str, str]] = []
    if _same(matter, offer_of) and first.offer:
        rows += [(_("Session:"), first.title), (_("Given by:"), first.offer.organisation.name)]
    if _same(matter, place):
        rows.append((_("Where:"), place(first)))
    if _same(matter, people):
        rows.append((_("With:"), people(first)))
    of_partner = matter.side == Side.PARTNER
    if of_partner and _same(matter, lambda session: session.request_id):
        rows.append((_("Asked by:"), asker(first)))
    if of_partner and _same(matter, lambda session: session.school_id):
        rows.append((_("To reach the school:"), _contact(first)))
    rows.append((_("Each of them:"), notes))
    found = _facts(*rows)
    return [found] if found.rows else []


def _same(matter: Matter, what: Callable[[Session], object]) -> bool:
    return len({what(session) for session in matter.sessions}) == 1


def line(matter: Matter, session: Session, notes: Notes = nothing) -> Item:
    """Say a session in a line, under its day."""
    title = "" if _same(matter, offer_of) else session.title
    what = " · ".join(part for part in (classes(session), title) if part) or session.title
    if session.starts_at and session.ends_at:
        hours = times.hours(session.starts_at, session.ends_at, session.school.time_zone)
        what = _("%(hours)s: %(session)s") % {"hours": capfirst(hours), "session": what}
    named = "" if _same(matter, people) else people(session)
    who = _("With: %s") % named if named else ""
    known = tuple(note for note in (_where(matter, session), who) if note)
    return Item(what, (*known, *notes(session)), page_of(session))


def _where(matter: Matter, session: Session) -> str:
    """Where to go, unless it is the same for all; who works there needs the room alone."""
    if _same(matter, place):
        return ""
    if matter.side == Side.PARTNER or session.location != Location.SCHOOL:
        return place(session)
    return session.room.name if session.room else ""


def listed(
    matter: Matter, notes: Notes = nothing, sessions: Sequence[Session] | None = None
) -> list[Block]:
    """List sessions under their days; those without a time come last, under their wish."""
    of_day = groupby(matter.sessions if sessions is None else sessions, key=_title_of_day)
    blocks: list[Block] = []
    for title, those in of_day:
        items = tuple(line(matter, session, notes) for session in those)
        blocks += [Heading(title), Items(items)]
    return blocks


def _title_of_day(session: Session) -> str:
    day = times.day_of(session)
    return capfirst(in_days(day) if day else times.when(session))


def told(matter: Matter, notes: Notes = nothing) -> list[Block]:
    """Tell one session whole, or several in a list."""
    if matter.only:
        return [facts(matter, matter.only), *(Paragraph(said) for said in notes(matter.only))]
    of_each = {" ".join(notes(session)) for session in matter.sessions}
    if len(of_each) == 1:
        return [*in_common(matter, of_each.pop()), *listed(matter)]
    return [*in_common(matter), *listed(matter, notes)]


def open_pages(matter: Matter) -> Button:
    label = _("Open the session’s page") if matter.only else _("See these sessions")
    return Button(label, where_to_act(matter))


def limit(matter: Matter) -> str:
    """Until when an answer is needed: the first of the limits."""
    limits = [
        (session.held_until, session.school.time_zone)
        for session in matter.sessions
        if session.held_until
    ]
    return in_words(*min(limits)) if limits else ""
