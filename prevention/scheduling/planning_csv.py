"""A planning as a table for spreadsheets, in the active language.

What Excel and LibreOffice open by a double click in a French system: UTF-8 with a byte order
mark, semicolons, CRLF (RFC 4180, but for the semicolons).
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prevention.fields import to_levels
from prevention.scheduling.models import Session
from prevention.scheduling.planning import Planning, headcount, local, name_of
from prevention.vocabulary import Location

# What a file name cannot hold on some system.
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
# A cell that begins like this is run as a formula (OWASP, CSV injection).
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # noqa: RUF001 - full-width forms count too


def file_name(planning: Planning) -> str:
    """Name the file after what it holds: "Planning Collège X du … au ….csv"."""
    name = _("Planning %(subject)s from %(first)s to %(last)s") % {
        "subject": name_of(planning.subject),
        "first": planning.first.isoformat(),
        "last": planning.last.isoformat(),
    }
    return UNSAFE_IN_NAMES.sub("-", name) + ".csv"


def to_csv(planning: Planning) -> bytes:
    """Write a line for each session, called off or not; days are written DD/MM/YYYY."""
    return sessions_to_csv(planning.sessions, names_people=planning.names_people)


def sessions_to_csv(sessions: Iterable[Session], *, names_people: bool) -> bytes:
    """Write a line for each session; what has no time yet leaves its cells empty."""
    columns = _columns(names_people=names_people)
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(columns)
    for session in sessions:
        table.writerow(_safe(cell(session)) for cell in columns.values())
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running what somebody wrote in a title or a label."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _columns(*, names_people: bool) -> dict[str, Callable[[Session], str]]:
    people = {_("Facilitators"): _facilitators} if names_people else {}
    return {
        _("Date"): _timed(lambda start, _end: f"{start:%d/%m/%Y}"),
        _("Day"): _timed(lambda start, _end: date_format(start, "l")),
        _("Start"): _timed(lambda start, _end: f"{start:%H:%M}"),
        _("End"): _timed(lambda _start, end: f"{end:%H:%M}"),
        _("Duration"): _timed(_duration),
        _("State"): lambda session: str(session.get_state_display()),
        _("Title"): lambda session: session.title,
        _("Theme"): lambda session: session.theme.name,
        _("Classes"): lambda session: ", ".join(group.label for group in session.groups.all()),
        _("Levels"): _levels,
        _("Number of pupils"): _pupils,
        _("School"): lambda session: session.school.name,
        _("UAI"): lambda session: session.school.uai,
        _("Address"): _address,
        _("Commune"): lambda session: session.school.commune.name,
        _("Room"): lambda session: session.room.name if session.room else "",
        **people,
        _("Organisation"): lambda session: session.offer.organisation.name if session.offer else "",
        _("Adult of the school present"): lambda session: str(session.get_en_adult_display()),
        _("Page of the session"): lambda session: (
            f"{settings.SITE_URL}/sessions/{session.public_id}"
        ),
    }


def _timed(cell: Callable[[datetime, datetime], str]) -> Callable[[Session], str]:
    """A cell about the time of a session, on its school's clocks; empty for a wish."""
    return lambda session: cell(*local(session)) if session.starts_at else ""


def _duration(starts_at: datetime, ends_at: datetime) -> str:
    """Hours and minutes, which spreadsheets add up."""
    hours, minutes = divmod(int((ends_at - starts_at).total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"


def _levels(session: Session) -> str:
    found = {level for group in session.groups.all() for level in group.levels}
    return ", ".join(level.value for level in to_levels(found))


def _pupils(session: Session) -> str:
    count = headcount(session)
    return "" if count is None else str(count)


def _address(session: Session) -> str:
    if session.location == Location.ADDRESS:
        return session.address
    if session.location == Location.TO_BE_DEFINED:
        return str(session.get_location_display())
    return session.school.address


def _facilitators(session: Session) -> str:
    return ", ".join(one.name for one in session.facilitators.all())
