"""Play the school year that runs, and the one before it, whose figures are published by now."""

from datetime import datetime, time
from random import Random

from django.db import transaction

from prevention.demonstration.cast import SCHOOL_UAI
from prevention.demonstration.diary import Diary
from prevention.demonstration.programme import TO_ACCEPT
from prevention.demonstration.stage import CLASSES
from prevention.demonstration.year import PARIS, Year
from prevention.scheduling.models import Session
from prevention.schools.imports.classes import import_classes
from prevention.schools.models import SchoolYear

SEED = 59
REQUESTS = 160


@transaction.atomic
def play_years(*, now: datetime, requests: int = REQUESTS) -> int:
    """Fill this school year and the last with sessions in every state; returns how many.

    ``requests`` are the gestures of teachers in this year, of one to a dozen sessions each; in
    the last there were half as many. Does nothing when other schools have sessions already,
    beside what the facilitator is shown to accept.
    """
    if Session.objects.exclude(school=SCHOOL_UAI).exclude(offer__title=TO_ACCEPT).exists():
        return 0
    year = SchoolYear.objects.get(year=SchoolYear.year_of(now.astimezone(PARIS).date()))
    import_classes(CLASSES, school_year=year.year - 1)
    last = SchoolYear.objects.get(year=year.year - 1)
    over = datetime.combine(last.ends_on, time(12), PARIS)
    _play(last, until=over, requests=requests // 2, is_over=True)
    _play(year, until=now, requests=requests)
    return Session.objects.count()


def _play(year: SchoolYear, *, until: datetime, requests: int, is_over: bool = False) -> None:
    chance = Random(SEED)  # noqa: S311 - the same each time
    Year(year, chance, Diary(until=until), is_over=is_over).play(requests)
