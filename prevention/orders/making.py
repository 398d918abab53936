"""Make the papers that were asked for, one after the other, and say how far each is."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import IO, Any, Final
from uuid import UUID, uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from prevention.errors import RefusedError
from prevention.orders.acts import FOLDER
from prevention.orders.models import PaperKind, PaperOrder
from prevention.papers.yearly_report import yearly_report
from prevention.papers.yearly_workbook import yearly_workbook

MOST_TRIES: Final = 2
IN_MEMORY_BYTES: Final = 4 * 1024 * 1024
TOLD_EVERY_SECONDS: Final = 1.0


class CalledOffError(Exception):
    """Nobody waits for this paper any more, or another worker makes it."""


def make_papers(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Make all that wait; returns how many became files.

    What fails for a reason that nobody foresaw fails this run: a later one tries that paper
    once more, after all others, and then says that it could not be made.
    """
    made = 0
    seen: list[UUID] = []
    waiting = PaperOrder.objects.unfinished().select_related("user")
    # None twice: one that was taken from us is in another worker's hands.
    while order := waiting.exclude(pk__in=seen).first():
        seen.append(order.pk)
        with override(order.language):
            if order.tries < MOST_TRIES:
                made += _make(order, clock)
            else:
                _mine(order).update(
                    finished_at=clock(),
                    refusal=_(
                        "This document could not be made: ask for a narrower one, or tell whoever"
                        " runs this site."
                    ),
                )
    return made


def _make(order: PaperOrder, clock: Callable[[], datetime]) -> bool:
    """Make a paper, unless somebody else does; tells whether its file is there now."""
    begun = _mine(order).update(
        tries=order.tries + 1, started_at=clock(), rows_done=0, rows_total=None
    )
    if not begun:
        return False
    order.tries += 1
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, prefix="papers-") as target:
        try:
            name = _write(order, target)
        except CalledOffError:
            return False
        except RefusedError as refusal:
            _mine(order).update(finished_at=clock(), refusal=str(refusal))
            return False
        return _keep(order, target, name, clock())


def _mine(order: PaperOrder) -> QuerySet[PaperOrder]:
    """The row, as long as nobody took it away, finished it or began it anew."""
    return PaperOrder.objects.filter(pk=order.pk, tries=order.tries, finished_at=None)


def _write(order: PaperOrder, target: IO[bytes]) -> str:
    """Write the paper; give what its file is called."""
    today = localdate(order.asked_at)
    if order.kind == PaperKind.YEARLY_WORKBOOK:
        return yearly_workbook(order.about, target, today=today, tell=_teller(order))
    paper = yearly_report(order.about, today=today)
    target.write(paper.pdf)
    return paper.file_name


def _teller(order: PaperOrder) -> Callable[[int, int], None]:
    """Note how many rows are written, about once a second.

    Raises:
        CalledOffError: by what is returned, when there is nobody to tell.

    """
    told_at = -TOLD_EVERY_SECONDS

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        if monotonic() - told_at < TOLD_EVERY_SECONDS:
            return
        told_at = monotonic()
        # Rows that came meanwhile are written, though nobody counted them beforehand.
        if not _mine(order).update(rows_done=min(done, total), rows_total=total):
            raise CalledOffError

    return tell


def _keep(order: PaperOrder, target: Any, name: str, now: datetime) -> bool:
    size = target.tell()
    target.seek(0)
    stored_as = default_storage.save(f"{FOLDER}/{uuid4().hex}", File(target))
    kept = _mine(order).update(
        finished_at=now, stored_as=stored_as, file_name=name, size_bytes=size
    )
    if not kept:  # called off in the last moment
        default_storage.delete(stored_as)
    return bool(kept)
