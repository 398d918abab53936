"""What is still missing before a session can take place, and how to get it.

Shown to everybody concerned, never hidden behind a refusal: a held session is confirmed once
both sides agree and nothing here blocks it. Sources beside each rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from prevention.fields import to_levels
from prevention.offers.fitting import covered_days
from prevention.offers.models import Facilitator, Offer
from prevention.scheduling.models import Session
from prevention.schools.models import ClassGroup
from prevention.vocabulary import (
    COUNTED_ON_STATES,
    PRIMARY_KINDS,
    Location,
    OrganisationKind,
    SessionKind,
)

# Themes of the law that primary schools teach by their own staff first.
EVAR = "EVAR"

# What is read of each of many sessions, beside offer, organisation, theme and school.
READ = (
    "groups",
    "facilitators",
    "offer__organisation__agreements__extends",
    "offer__organisation__agreements__themes",
)


@dataclass(frozen=True)
class Point:
    """One thing that is missing: what, and how to lift it; ``blocks`` keeps it from confirming.

    ``needed`` names it, and who brings it, where a sentence lists what is waited for.
    """

    code: str
    blocks: bool
    detail: str | Promise
    lift: str | Promise
    needed: str | Promise = ""


def readiness(session: Session) -> list[Point]:
    """What is missing, what blocks first; nothing once a session is over or given up."""
    return [*blocking(session), *_advice(session)] if _is_due(session) else []


def blocking(session: Session) -> list[Point]:
    """What keeps a session from taking place, as of what is known now."""
    if not _is_due(session) or session.offer is None or session.starts_at is None:
        return []
    day = session.starts_at.astimezone(ZoneInfo(session.school.time_zone)).date()
    return [
        *_levels(session.offer, list(session.groups.all())),
        *_agreement(session, session.offer, day),
        *_adult(session),
        *_honorability(list(session.facilitators.all()), day),
        *_people(session, session.offer),
    ]


def is_ready(session: Session) -> bool:
    return not blocking(session)


def _is_due(session: Session) -> bool:
    """One that was never saved has neither classes nor facilitators yet."""
    has_all = session.pk and session.offer and session.starts_at
    return bool(has_all) and session.state in COUNTED_ON_STATES


def _levels(offer: Offer, groups: Sequence[ClassGroup]) -> Iterator[Point]:
    """Class and offer may have changed since the time was held."""
    allowed = set(offer.levels) & set(offer.theme.levels)
    for group in groups:
        if set(group.levels) - allowed:
            yield Point(
                "level_outside_offer",
                blocks=True,
                detail=_("%(class_group)s is no longer of a level that the offer is for.")
                % {"class_group": group.label},
                lift=_lazy("Correct the levels of the class, or cancel and choose another offer."),
                needed=_("another level of %(class_group)s (the school corrects it)")
                % {"class_group": group.label},
            )


def _agreement(session: Session, offer: Offer, day: date) -> Iterator[Point]:
    """Code de l'éducation, D551-1 to D551-6; circulaire of 4 February 2025 for EVAR(S)."""
    organisation = offer.organisation
    in_primary = session.school.kind in PRIMARY_KINDS and offer.theme_id == EVAR
    from_outside = organisation.kind != OrganisationKind.EN
    if in_primary and from_outside and not session.exceptional_reason:
        yield Point(
            "exceptional_reason_missing",
            blocks=True,
            detail=_lazy("In primary schools somebody from outside comes exceptionally."),
            lift=_lazy("Say why the school calls on somebody from outside."),
            needed=_lazy("the reason for somebody from outside (the school gives it)"),
        )
    if organisation.kind != OrganisationKind.ASSOCIATION or _is_agreed(session, offer, day):
        return
    if offer.needs_agreement():
        yield Point(
            "agreement_missing",
            blocks=True,
            detail=_("%(organisation)s has no agreement for this theme and class on that day.")
            % {"organisation": organisation.name},
            lift=_lazy("Enter the agreement once it is renewed, or choose another offer."),
            needed=_lazy("an agreement of the partner (the coordination enters it)"),
        )
    elif session.exception_informed_on is None:
        yield Point(
            "exception_not_informed",
            blocks=True,
            detail=_("%(organisation)s has no agreement: it comes exceptionally.")
            % {"organisation": organisation.name},
            lift=_lazy("Inform the académie, then give the day on which it was informed."),
            needed=_lazy("the day on which the académie was informed (the coordination gives it)"),
        )


def _is_agreed(session: Session, offer: Offer, day: date) -> bool:
    levels = to_levels({level for group in session.groups.all() for level in group.levels})
    return any(first <= day <= last for first, last in covered_days(offer, levels))


def _adult(session: Session) -> Iterator[Point]:
    """Somebody of the Éducation nationale is present (circulaire of 4 February 2025)."""
    if not session.en_adult and session.kind in {SessionKind.CLASS, SessionKind.SHOW}:
        yield Point(
            "adult_missing",
            blocks=True,
            detail=_lazy("Nobody says which adult of the school will be present."),
            lift=_lazy("Choose who of the Éducation nationale is present."),
            needed=_lazy("the adult present (the school names one)"),
        )


def _honorability(facilitators: Sequence[Facilitator], day: date) -> Iterator[Point]:
    for facilitator in facilitators:
        if not facilitator.is_honourable_on(day):
            yield Point(
                "honorability_missing",
                blocks=True,
                detail=_("The honorability of %(facilitator)s is not checked for that day.")
                % {"facilitator": facilitator.name},
                lift=_lazy("Have the check renewed, or replace the facilitator."),
                needed=_("the honorability of %(facilitator)s (the partner has it checked)")
                % {"facilitator": facilitator.name},
            )


def _people(session: Session, offer: Offer) -> Iterator[Point]:
    lacking = offer.facilitators_needed - len(session.facilitators.all())
    if lacking > 0:
        yield Point(
            "facilitators_missing",
            blocks=True,
            detail=_lazy("Fewer facilitators are named than the offer needs."),
            lift=_lazy("Name the facilitators who come."),
            needed=_lazy("more facilitators (the partner names them)"),
        )


def _advice(session: Session) -> Iterator[Point]:
    """What a session can do without, and should not."""
    if session.families_informed_on is None:
        yield Point(
            "families_not_informed",
            blocks=False,
            detail=_lazy("Nothing says that families know that sessions take place this year."),
            lift=_lazy("Give the day on which they were informed, once for the year."),
        )
    if session.location == Location.TO_BE_DEFINED:
        yield Point(
            "place_to_be_defined",
            blocks=False,
            detail=_lazy("The place is not known yet."),
            lift=_lazy("Say where it takes place."),
        )
    needs_a_room = session.offer is not None and session.offer.room_needs
    here = session.location == Location.SCHOOL and session.room is None
    if needs_a_room and here and session.school.rooms.all():
        yield Point(
            "room_not_named",
            blocks=False,
            detail=_lazy("No room is set aside, and the session has needs of one."),
            lift=_lazy("Choose a room of the school."),
        )
