"""Letters that ask for what became of sessions, and those that are about none."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.messages.blocks import Button, Paragraph
from prevention.messages.contents.parts import Body, site, subject, told, where_to_act
from prevention.messages.matter import Matter


def report_due(matter: Matter) -> Body:
    several = ngettext(
        "%(count)s session to report on", "%(count)s sessions to report on", len(matter.sessions)
    )
    over = ngettext(
        "A session is over: did it take place, and how did it go?",
        "%(count)s sessions are over: did they take place, and how did they go?",
        len(matter.sessions),
    )
    return Body(
        subject(matter, _("Session of %(day)s: how did it go?"), several),
        [Paragraph(over % {"count": len(matter.sessions)}), *told(matter), *_file(matter)],
    )


def report_late(matter: Matter) -> Body:
    several = ngettext(
        "%(count)s report is still missing",
        "%(count)s reports are still missing",
        len(matter.sessions),
    )
    waits = ngettext(
        "Nobody has said yet whether this session took place. Until then it counts for no class.",
        "Nobody has said yet whether these sessions took place. Until then they count for no"
        " class.",
        len(matter.sessions),
    )
    return Body(
        subject(matter, _("The report of %(day)s is still missing"), several),
        [Paragraph(waits), *told(matter), *_file(matter)],
    )


def _file(matter: Matter) -> list[Paragraph | Button]:
    minute = _(
        "The report takes a minute: how many pupils were there, and the conditions. Never a name,"
        " and nothing that somebody said."
    )
    return [Paragraph(minute), Button(_("File the report"), where_to_act(matter))]


def calendar_stale(matter: Matter) -> Body:
    stale = _(
        "Your own calendar can no longer be read. Until it can, we go by the busy times that we"
        " read last: a session may be planned at a time when you are taken."
    )
    lift = _("Check that its address is still right and open, or give another.")
    return Body(
        _("Your own calendar can no longer be read"),
        [Paragraph(stale), Paragraph(lift), Button(_("See my calendars"), site("/calendars"))],
    )
