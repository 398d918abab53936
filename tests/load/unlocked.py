"""Programs that write occupations directly: without a lock, a check, or any of our acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import IntegrityError, OperationalError, transaction

from prevention.models import Occupation, Offer, School, User
from tests.factories import RequestFactory, SessionFactory

WRITTEN = "written"
DEADLOCK = "deadlock"
CONSTRAINTS = ("occupation_one_session_per_facilitator", "occupation_one_session_per_group")


@dataclass(frozen=True)
class Writer:
    """What one program writes: for ``session``, at random, ``tries`` times."""

    session: int
    facilitators: tuple[int, ...]
    groups: tuple[int, ...]
    starts: tuple[str, ...]
    seed: int
    tries: int


def some_session(offer: int) -> int:
    """Make a session to write occupations of; returns its id."""
    # Of rows that are there: those of new ones would be named like those of another process.
    request = RequestFactory(
        offer=Offer.objects.get(pk=offer),
        school=School.objects.first(),
        asked_by=User.objects.first(),
    )
    return SessionFactory(request=request).pk


def write(writer: Writer) -> list[str]:
    """Tell of each try whether it was written, or what refused it.

    The victim of a deadlock tries again, as any program must, so that it appears twice.
    """
    chance = Random(writer.seed)  # noqa: S311 - not for secrets, and the same in every run
    outcomes = []
    for _try in range(writer.tries):
        rows = _rows(writer, chance)
        while (outcome := _write(rows)) == DEADLOCK:
            outcomes.append(outcome)
        outcomes.append(outcome)
    return outcomes


def _rows(writer: Writer, chance: Random) -> list[Occupation]:
    """A pair of facilitators and a class, in no order, for an hour."""
    start = datetime.fromisoformat(chance.choice(writer.starts))
    span = {
        "session_id": writer.session,
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
    }
    rows = [
        *(Occupation(facilitator_id=one, **span) for one in chance.sample(writer.facilitators, 2)),
        Occupation(group_id=chance.choice(writer.groups), **span),
    ]
    return chance.sample(rows, 3)


def _write(rows: list[Occupation]) -> str:
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError as refusal:
        (named,) = [name for name in CONSTRAINTS if name in str(refusal)]
        return named
    except OperationalError as error:
        if "deadlock detected" not in str(error):
            raise
        return DEADLOCK
    return WRITTEN
