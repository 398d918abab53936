"""What published tables add up: counts of one territory and school year, by two things each.

Every one of them is a sum: a session has one theme and one partner, a class one school, a
pupil present is counted with one class in one session. Classes of several levels stand apart,
and not under each of their levels, so that the levels add up as well.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from prevention.coverage.activity import activity_across
from prevention.coverage.minutes import MINUTES_IN_AN_HOUR
from prevention.coverage.publication.safety import Counts
from prevention.fields import to_levels
from prevention.scheduling.models import SessionGroup

SEVERAL_LEVELS: Final = "SEVERAL"
SEXES: Final = ("girls", "boys", "neither_told")


@dataclass(frozen=True)
class Counted:
    """Counts by (row, theme), and those of classes by (kind, priority)."""

    participations: Mapping[str, Counts]
    sessions: Counts
    minutes: Counts
    classes: Counts
    reached: Counts


def count(rows: QuerySet[SessionGroup]) -> Counted:
    """Add up classes in sessions that were given (``given_to_classes``); six queries."""
    by: dict[str, Counter[tuple[Any, Any]]] = {
        dimension: Counter() for dimension in ("commune", "level", "partner", "sex")
    }
    found = activity_across(("theme", "commune", "level", "partner"), rows)
    for (theme, commune, levels, partner), given in found.items():
        by["commune"][commune, theme] += given.participations
        by["level"][_level(levels), theme] += given.participations
        by["partner"][partner, theme] += given.participations
        for sex in SEXES:
            by["sex"][sex, theme] += getattr(given, sex)
    meetings = activity_across(("partner", "theme"), rows)
    schools = activity_across(("kind", "priority"), rows)
    return Counted(
        participations=by,
        sessions={key: given.sessions for key, given in meetings.items()},
        # Hours have two decimals, minutes are whole: nothing is lost on the way back.
        minutes={key: round(given.hours * MINUTES_IN_AN_HOUR) for key, given in meetings.items()},
        classes={key: given.classes for key, given in schools.items()},
        reached={key: given.reached for key, given in schools.items()},
    )


def _level(levels: Any) -> str:
    codes = to_levels(levels)
    return SEVERAL_LEVELS if len(codes) > 1 else "".join(codes)
