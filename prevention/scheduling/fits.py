"""What could meet a wish now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from prevention.scheduling.acts.waiting import suits
from prevention.scheduling.errors import ActRefusedError
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Session
from prevention.scheduling.openings import Opening
from prevention.vocabulary import SessionState

MOST_SHOWN = 4


@dataclass(frozen=True)
class Fits:
    """The first openings in the days of a wish, those of its half-days alone when some suit.

    ``suiting`` tells that they do; ``reasons`` say why other half-days hold none.
    """

    openings: list[Opening]
    suiting: bool
    reasons: Mapping[str, int] = field(default_factory=dict)


def fits(session: Session, *, now: datetime) -> Fits:
    """Find what could meet a wish; raises as ``openings_for``.

    Raises:
        ActRefusedError: it is no wish (any more).

    """
    if session.state != SessionState.WISHED or session.offer is None:
        raise ActRefusedError(state=session.state, state_label=session.get_state_display())
    wish = session.wish
    groups = list(session.groups.select_related("school__commune", "school_year"))
    first = max(wish.first_day, localdate(now))
    if wish.last_day < first:
        return Fits([], suiting=False)
    meeting = Meeting(session.offer, groups, room=session.room)
    answer = openings_for(meeting, first=first, last=wish.last_day, now=now)
    zone = ZoneInfo(session.school.time_zone)
    suiting = [one for one in answer.openings if suits(wish, one, zone)]
    shown = suiting or answer.openings
    return Fits(shown[:MOST_SHOWN], suiting=bool(suiting), reasons=answer.reasons)
