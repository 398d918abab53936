"""What a facilitator takes along for a day: the sessions in order, the way, and whom to call.

It says what the pages of these sessions say to the facilitator, and no more. Nothing on it is
about a pupil, and it has no place to write something down.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.help import help_for
from library.visibility import may_read
from prevention.fields import to_levels
from prevention.hours import clock
from prevention.offers.models import Facilitator, OfferMaterial
from prevention.papers.setting import Paper, set_paper
from prevention.papers.words import Address, as_shown, day_in_full, in_figures, names_of
from prevention.people.models import User
from prevention.scheduling.agenda import Agenda, Entry, Way, agenda_of
from prevention.scheduling.models import Session
from prevention.scheduling.planning import is_off, local
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Location, SessionState


def day_sheet(facilitator: Facilitator, *, day: date, user: User) -> Paper:
    """Write the sheet of a day, as far as ``user`` sees its sessions, as PDF.

    Costs a constant number of queries, whatever the number of sessions.
    """
    agenda = agenda_of(facilitator, first=day, last=day, user=user)
    entries = agenda.days[0].entries
    sessions = [entry.session for entry in entries]
    prefetch_related_objects(
        sessions,
        "request__asked_by",
        Prefetch("offer__offer_materials", OfferMaterial.objects.published()),
    )
    series = Session.objects.filter(pk__in=[one.pk for one in sessions]).with_number_in_series()
    numbers = {one.pk: one.number_in_series for one in series}
    content = {
        "title": _("Sessions of %(day)s") % {"day": day_in_full(day)},
        "subtitle": f"{facilitator.name}, {facilitator.organisation.name}",
        "period": day_in_full(day),
        "footer": _("Day sheet. Nothing about a pupil belongs on this paper."),
        "nothing": _("No session on this day."),
        "sessions": [_entry(entry, numbers, user, agenda) for entry in entries],
        "card": _card([one for one in sessions if not is_off(one)], day),
    }
    called = _("Day sheet %(day)s") % {"day": day.isoformat()}
    return set_paper("day-sheet", content, called=called, made_on=day)


def _entry(entry: Entry, numbers: Mapping[int, int], user: User, agenda: Agenda) -> dict[str, Any]:
    session = entry.session
    starts_at, ends_at = local(session)
    hours = _("%(start)s – %(end)s") % {"start": clock(starts_at), "end": clock(ends_at)}
    last = session is [one.session for one in agenda.days[0].entries][-1]
    return {
        "off": is_off(session),
        "title": f"{hours} · {session.title}",
        "state": "" if session.state == SessionState.CONFIRMED else _state(session),
        "facts": [
            {"name": name, "lines": lines}
            for name, lines in _facts(session, numbers[session.pk], user).items()
            if lines
        ],
        "before": _way(_("From %(place)s"), entry.before),
        # What leads to the next session is said there.
        "after": _way(_("Back to %(place)s"), entry.after) if last else None,
    }


def _state(session: Session) -> str:
    label = str(session.get_state_display())
    return label[:1].upper() + label[1:]


def _way(sentence: str, way: Way | None) -> str | None:
    if way is None:
        return None
    told = [sentence % {"place": way.place}]
    told.append(_("%(minutes)s min") % {"minutes": way.minutes})
    if way.km is not None:
        told.append(_("about %(km)s km") % {"km": in_figures(round(way.km))})
    if way.short:
        told.append(_("only %(minutes)s min between the sessions") % {"minutes": way.gap})
    return "→ " + " · ".join(told)


def _facts(session: Session, number: int, user: User) -> dict[str, list[str]]:
    school = session.school
    return {
        _("School"): [school.name],
        _("Address"): _place(session),
        _("Room"): [session.room.name] if session.room else [],
        _("The room needs"): _lines(session.offer.room_needs if session.offer else ""),
        _("Classes"): [_class(group) for group in session.groups.all()],
        _("Adult present"): [str(session.get_en_adult_display()) or _("not said yet")],
        _("Contact"): list(_contact(session)),
        _("With"): [
            one.name
            for one in session.facilitators.all()
            if one.user_id is None or one.user_id != user.pk
        ],
        _("Materials"): list(_materials(session, number, user)),
    }


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _place(session: Session) -> list[str]:
    match session.location:
        case Location.ADDRESS:
            return [session.address]
        case Location.TO_BE_DEFINED:
            return [str(session.get_location_display())]
    return Address(session.school).lines


def _class(group: ClassGroup) -> str:
    levels = names_of(group.levels)
    named = group.label if levels == group.label else f"{group.label} ({levels})"
    if group.headcount is None:
        return named
    pupils = ngettext("%(count)s pupil", "%(count)s pupils", group.headcount)
    return f"{named}, {pupils % {'count': group.headcount}}"


def _contact(session: Session) -> Iterable[str]:
    asked_by = session.request.asked_by if session.request else None
    if asked_by:
        yield ", ".join(dict.fromkeys([str(asked_by), asked_by.email]))
    school = session.school
    ways = [school.phone, school.email if not asked_by or school.email != asked_by.email else ""]
    if known := ", ".join(way for way in ways if way):
        yield _("The school: %(ways)s") % {"ways": known}


def _materials(session: Session, number: int, user: User) -> Iterable[str]:
    for row in session.offer.offer_materials.all() if session.offer else []:
        if row.serves(number) and may_read(user, row.material):
            yield f"{row.material.title} ({row.get_moment_display()})"


def _card(sessions: Sequence[Session], day: date) -> dict[str, Any]:
    levels = to_levels(
        {one for each in sessions for group in each.groups.all() for one in group.levels}
    )
    communes = {one.school.commune_id for one in sessions}
    services = help_for(
        levels=levels, today=day, commune=communes.pop() if len(communes) == 1 else ""
    )
    return {
        "title": _("When a pupil confides in you"),
        "sentences": [
            _("Listen, without questioning or investigating. Do not promise secrecy."),
            _(
                "Tell the adult of the Éducation nationale who is present, and the head of the"
                " school, at once."
            ),
            _(
                "Serious danger: report to the public prosecutor (signalement). Otherwise:"
                " information préoccupante to the département's unit (CRIP), by the protocol"
                " agreed before the session."
            ),
            _("In an emergency, call 17 or 112, or text 114."),
            _("Write nothing of it down, neither on this paper nor in the report."),
        ],
        "services": as_shown(services),
    }
