"""Ask for a paper, call it off, and forget those that nobody will fetch any more."""

from datetime import datetime
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError
from prevention.operations.turns import ask_for
from prevention.orders.models import KEPT_FOR, PaperKind, PaperOrder
from prevention.papers.year import Year
from prevention.people.models import User

FOLDER: Final = "papers"
JOB: Final = "make_papers"
MOST_UNFINISHED: Final = 5


class TooManyOrdersError(RefusedError):
    """One person's papers must not keep those of all others waiting."""

    code = "too_many_papers_in_hand"
    message = _(
        "%(most)s documents of yours are still being made: wait for one of them, or cancel one."
    )


@transaction.atomic
def order_paper(*, kind: PaperKind, about: Year, now: datetime) -> PaperOrder:
    """Ask for a paper, in the language of the moment; gives the same one that is in the making.

    Raises:
        TooManyOrdersError: as many are being made for this person as may be.

    """
    user = User.objects.select_for_update().get(pk=about.user.pk)
    asked = {
        "kind": kind,
        "year": about.number,
        "by_calendar": about.by_calendar,
        "chosen": dict(about.chosen),
        "language": get_language() or "",
    }
    unfinished = list(PaperOrder.objects.unfinished().filter(user=user))
    for order in unfinished:
        if all(getattr(order, name) == value for name, value in asked.items()):
            return order
    if len(unfinished) >= MOST_UNFINISHED:
        raise TooManyOrdersError(most=MOST_UNFINISHED)
    title = ", ".join([about.title, *about.narrowed()])
    order = PaperOrder.objects.create(user=user, title=title, asked_at=now, **asked)
    ask_for(JOB, now=now)
    return order


def forget_order(order: PaperOrder) -> None:
    """Take the row away, and the file; a paper that is being made is called off with it."""
    with transaction.atomic():
        found = PaperOrder.objects.select_for_update().filter(pk=order.pk).first()
        if found is None:
            return
        found.delete()
    if found.stored_as:
        default_storage.delete(found.stored_as)


def forget_old_papers(*, now: datetime) -> int:
    """Forget the papers of more than a day ago; returns how many.

    Files go by what the folder holds: a person who is deleted takes the rows along.
    """
    old = list(PaperOrder.objects.expired(now=now))
    for order in old:
        forget_order(order)
    _sweep(now=now)
    return len(old)


def _sweep(*, now: datetime) -> None:
    """Remove files without a row; a young one may be about to get its row."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    stored = {f"{FOLDER}/{name}" for name in names}
    named = PaperOrder.objects.filter(stored_as__in=stored).values_list("stored_as", flat=True)
    for name in stored - set(named):
        if default_storage.get_modified_time(name) <= now - KEPT_FOR:
            default_storage.delete(name)
