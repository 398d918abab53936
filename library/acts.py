"""The life of a material: one function per act, each owning its transaction and its rules."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from library.errors import MaterialIncompleteError, MaterialStateError, ReviewTooFarError
from library.models import Material
from library.search.indexing import index
from library.versions import show_on_cover
from library.vocabulary import MaterialState, WithdrawReason
from prevention.people.models import User

State = MaterialState

# Which states each act leads from.
FROM: dict[str, frozenset[State]] = {
    "submit": frozenset({State.DRAFT}),
    "send_back": frozenset({State.IN_REVIEW}),
    "publish": frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.EXPIRED}),
    "withdraw": frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.EXPIRED}),
    "reopen": frozenset({State.WITHDRAWN}),
}
# Who hands a draft in is its author; the rest is for who reviews.
RIGHT = dict.fromkeys(FROM, "material.review") | {"submit": "material.change"}


def allowed_actions(user: User, material: Material) -> list[str]:
    """Name the acts that the person may do on the material as it stands."""
    own = material.added_by_id == user.pk
    return [
        act
        for act, states in FROM.items()
        if material.state in states
        and user.may(RIGHT[act])
        and (own or user.may("material.review"))
    ]


@transaction.atomic
def add_material(*, by: User, **fields: Any) -> Material:
    """Write a draft.

    Raises:
        ValidationError: a field is wrong; nothing was written.

    """
    themes = fields.pop("themes", ())
    material = Material(added_by=by, **fields)
    material.full_clean()
    material.save()
    material.themes.set(themes)
    index([material])
    return material


@transaction.atomic
def change_material(material: Material, **fields: Any) -> None:
    """Correct what is said of a material; its state stays.

    Raises:
        ValidationError: a field is wrong; nothing was written.
        MaterialIncompleteError: it is published, and would no longer say what it must.

    """
    themes = fields.pop("themes", None)
    for name, value in fields.items():
        setattr(material, name, value)
    if "url" in fields:
        material.link_checked_at, material.link_failures = None, 0
    material.note_catalogued()
    material.full_clean()
    if material.state == State.PUBLISHED:
        _must_be_complete(material, themes if themes is not None else material.themes.all())
    material.save()
    if themes is not None:
        material.themes.set(themes)
    if {"warnings", "title", "levels", "kind"} & fields.keys() and material.cover:
        show_on_cover(material)
    index([material])


@transaction.atomic
def submit(*, material: Material) -> None:
    """Hand a draft in for review.

    Raises:
        MaterialStateError, MaterialIncompleteError

    """
    locked = _locked(material, "submit")
    _must_be_complete(locked, locked.themes.all())
    _move(locked, State.IN_REVIEW)


@transaction.atomic
def send_back(*, material: Material) -> None:
    """Give a material under review back to its author as a draft."""
    _move(_locked(material, "send_back"), State.DRAFT)


@transaction.atomic
def publish(
    *, material: Material, by: User, now: datetime, review_due_on: date | None = None
) -> None:
    """Say that a material was reviewed and is right, until its next review.

    Of a published one it renews the review. Without a day, the next one is after
    ``LIBRARY_REVIEW_MONTHS``; it is never further than twice that.

    Raises:
        MaterialStateError, MaterialIncompleteError, ReviewTooFarError

    """
    locked = _locked(material, "publish")
    _must_be_complete(locked, locked.themes.all())
    today = localdate(now)
    months = settings.LIBRARY_REVIEW_MONTHS
    due = review_due_on or today + relativedelta(months=months)
    latest = today + relativedelta(months=2 * months)
    if not today < due <= latest:
        raise ReviewTooFarError(latest=date_format(latest, "DATE_FORMAT"))
    locked.reviewed_by = by
    locked.reviewed_on = today
    locked.review_due_on = due
    locked.published_at = locked.published_at or now
    _move(locked, State.PUBLISHED)


@transaction.atomic
def withdraw(*, material: Material, reason: WithdrawReason) -> None:
    """Take a material back, for a reason: its address then says so.

    Raises:
        MaterialStateError

    """
    locked = _locked(material, "withdraw")
    locked.withdrawn_reason = reason
    _move(locked, State.WITHDRAWN)


@transaction.atomic
def reopen(*, material: Material) -> None:
    """Make a withdrawn material a draft again.

    Raises:
        MaterialStateError

    """
    locked = _locked(material, "reopen")
    locked.withdrawn_reason = ""
    _move(locked, State.DRAFT)


def expire_due_materials(*, today: date) -> int:
    """Take out of sight what was to be reviewed by ``today``; returns how many.

    The row's ``updated_at`` moves with it: portals that harvest must learn of it.
    """
    expired = 0
    for material in Material.objects.due_to_expire(today=today):
        with transaction.atomic():
            locked = Material.objects.select_for_update().get(pk=material.pk)
            due = locked.review_due_on
            if locked.state == State.PUBLISHED and due is not None and due <= today:
                _move(locked, State.EXPIRED)
                expired += 1
    return expired


def _locked(material: Material, act: str) -> Material:
    locked = Material.objects.select_for_update().get(pk=material.pk)
    if locked.state not in FROM[act]:
        raise MaterialStateError(state=locked.state, label=str(locked.get_state_display()))
    return locked


def _must_be_complete(material: Material, themes: Iterable[Any]) -> None:
    """Hold what others rely on to what they search by."""
    missing = [name for name in ("description", "publisher") if not getattr(material, name)]
    if not list(themes):
        missing.append("themes")
    if missing:
        labels = [str(Material._meta.get_field(name).verbose_name) for name in missing]  # type: ignore[union-attr]
        raise MaterialIncompleteError(missing=missing, labels=", ".join(labels))


def _move(material: Material, state: State) -> None:
    material.state = state
    material.note_catalogued()
    material.full_clean(exclude=["themes"])
    material.save()
