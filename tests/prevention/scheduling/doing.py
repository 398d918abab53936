"""Every act with arguments that suit a session, for tests of all of them."""

from datetime import timedelta

from prevention.models import Facilitator
from prevention.scheduling import acts
from prevention.scheduling.acts import Preparation, Told, replacements
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.states import RULES
from prevention.vocabulary import Act, EnAdult, EndReason, SessionState

DO = {
    Act.HOLD: acts.hold,
    Act.AUTHORISE: acts.authorise,
    Act.ACCEPT: acts.accept,
    Act.PREPARE: acts.prepare,
    Act.MOVE: acts.move,
    Act.REPLACE: acts.replace_facilitator,
    Act.REFUSE: acts.refuse,
    Act.CANCEL: acts.cancel,
    Act.REPORT: acts.file_report,
    Act.NOT_HELD: acts.declare_not_held,
    Act.CLOSE: acts.close,
}
assert DO.keys() == RULES.keys()


def arguments(act, session, *, now):
    """What to do an act with; None where the world holds nothing that would suit it."""
    match act:
        case Act.HOLD if session.state == SessionState.WISHED:
            offered = session.time_offers.live(now=now).first()
            start = offered.starts_at if offered else another_start(session, now=now)
            return {"starts_at": start} if start else None
        case Act.PREPARE:
            return {"preparation": Preparation(en_adult=EnAdult.NURSE)}
        case Act.MOVE:
            start = another_start(session, now=now)
            return {"starts_at": start} if start else None
        case Act.REPLACE:
            leaving = session.facilitators.first()
            coming = replacements(session)
            return {"leaving": leaving, "coming": coming[0]} if leaving and coming else None
        case Act.REFUSE | Act.CANCEL | Act.NOT_HELD:
            return {"reason": EndReason.OTHER}
        case Act.REPORT:
            return {"told": Told()}
        case _:
            return {}


def another_start(session, *, now):
    """The first opening at another time, within the next half year."""
    if session.offer is None:
        return None
    meeting = Meeting(session.offer, list(session.groups.all()), leaving=session)
    today = now.date()
    answer = openings_for(meeting, first=today, last=today + timedelta(days=180), now=now)
    starts = [opening.starts_at for opening in answer.openings]
    return next((start for start in starts if start != session.starts_at), None)


def do(act, session, user, *, now):
    """Do the act with what suits it, or else with what suits nothing, to be refused."""
    found = arguments(act, session, now=now)
    if found is None:
        somebody = session.facilitators.first() or Facilitator.objects.first()
        found = {
            Act.HOLD: {"starts_at": now},
            Act.MOVE: {"starts_at": now},
            Act.REPLACE: {"leaving": somebody, "coming": somebody},
        }[act]
    return DO[act](session=session, user=user, now=now, **found)
