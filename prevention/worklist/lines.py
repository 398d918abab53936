"""What a line of the worklist says, and what the reader can do about it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.offers.models import Agreement
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import in_a_row, in_days
from prevention.scheduling.states import allowed_actions
from prevention.schools.models import School, SchoolYear
from prevention.vocabulary import Act
from prevention.worklist.things import Deed, Line, Most, Thing, Waiting


@dataclass(frozen=True)
class Found:
    """What was read of the next thing at one school."""

    school: School
    thing: Thing
    waiting: Waiting
    session: Session | None
    most: Most | None
    agreement: Agreement | None
    school_year: int


def line_of(found: Found, user: User, *, now: datetime) -> Line:
    """Write the line of one school for a reader."""
    return Line(
        school=found.school,
        thing=found.thing,
        count=found.waiting.count,
        deed=_deed(found, user, now=now),
        sentence=_sentence(found),
        due_on=_due_on(found),
        session=found.session,
        most=found.most,
        organisation=found.agreement.organisation_id if found.agreement else None,
    )


def _deed(found: Found, user: User, *, now: datetime) -> Deed:
    match found.thing:
        case Thing.HOLD_EXPIRING:
            return Deed.DECIDE
        case Thing.OUTCOME_MISSING:
            assert found.session is not None  # noqa: S101 - it was just counted
            may_report = Act.REPORT in allowed_actions(user, found.session, now=now)
            return Deed.REPORT if may_report else Deed.TELL
        case Thing.NEVER_REACHED | Thing.BEHIND_PACE:
            proposes = user.may("session.propose", school=found.school)
            return Deed.PROPOSE if proposes else Deed.BOOK
        case Thing.AGREEMENT_ENDING:
            return Deed.RENEW
    return Deed.SEND_FEED


def _due_on(found: Found) -> date | None:
    """The day of the school on which a hold ends or a session ended, or an agreement's last."""
    rank = found.waiting.rank
    if isinstance(rank, datetime):
        return rank.astimezone(ZoneInfo(found.school.time_zone)).date()
    return rank if isinstance(rank, date) else None


def _sentence(found: Found) -> str:
    match found.thing:
        case Thing.HOLD_EXPIRING:
            return _of_a_hold(found)
        case Thing.OUTCOME_MISSING:
            return _of_an_outcome(found)
        case Thing.NEVER_REACHED:
            sentence = ngettext(
                "Its class has no session given or planned in %(year)s.",
                "None of its %(count)s classes has a session given or planned in %(year)s.",
                found.waiting.count,
            )
        case Thing.BEHIND_PACE:
            sentence = ngettext(
                "One of its classes had, or will have, less than is due by now.",
                "%(count)s of its classes had, or will have, less than is due by now.",
                found.waiting.count,
            )
        case Thing.AGREEMENT_ENDING:
            sentence = ngettext(
                "The agreement of %(organisation)s ends on %(day)s: one session is planned later.",
                "The agreement of %(organisation)s ends on %(day)s: %(count)s sessions are"
                " planned later.",
                found.waiting.count,
            )
        case Thing.FEED_NEVER_READ:
            sentence = ngettext(
                "One session is to come, and nobody there has ever read the school’s calendar.",
                "%(count)s sessions are to come, and nobody there has ever read the"
                " school’s calendar.",
                found.waiting.count,
            )
    return sentence % _told(found)


def _told(found: Found) -> dict[str, object]:
    day = _due_on(found)
    return {
        "count": found.waiting.count,
        "year": str(SchoolYear(year=found.school_year)),
        "day": in_days(day) if day else "",
        "organisation": found.agreement.organisation.name if found.agreement else "",
        **_of_session(found.session),
    }


def _of_session(session: Session | None) -> dict[str, str]:
    if session is None:
        return {}
    labels = sorted(group.label for group in session.groups.all())
    return {"title": session.title, "classes": in_a_row(labels) if labels else ""}


def _of_a_hold(found: Found) -> str:
    told = _told(found)
    if not told["classes"]:
        sentence = _("The time kept for “%(title)s” is lost on %(day)s if nobody decides.")
    else:
        sentence = _(
            "The time kept for “%(title)s” with %(classes)s is lost on %(day)s if nobody decides."
        )
    return _with_others(sentence % told, found)


def _of_an_outcome(found: Found) -> str:
    told = _told(found)
    if not told["classes"]:
        sentence = _("“%(title)s” was on %(day)s: nobody has told what became of it.")
    else:
        sentence = _(
            "“%(title)s” with %(classes)s was on %(day)s: nobody has told what became of it."
        )
    return _with_others(sentence % told, found)


def _with_others(sentence: str, found: Found) -> str:
    others = found.waiting.count - 1
    if not others:
        return sentence
    more = ngettext("One other waits there.", "%(others)s others wait there.", others)
    return f"{sentence} {more % {'others': others}}"
