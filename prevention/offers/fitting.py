"""Whether an offer can come to a class, and why not: one rule, for searching and for booking."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from prevention.errors import RefusedError
from prevention.fields import Levels
from prevention.offers.errors import (
    CommuneNotServedError,
    LevelOutsideOfferError,
    LevelOutsideThemeError,
    NeverAgreedError,
    NotForClassesError,
    OfferWithdrawnError,
    TooFewFacilitatorsError,
)
from prevention.offers.models import Agreement, Facilitator, Offer, Theme
from prevention.schools.models import ClassGroup, Commune, SchoolYear
from prevention.vocabulary import KINDS_FOR_CLASSES, Level

# What the rule reads beside the offer, its organisation and its theme.
COMMUNES = Prefetch("communes", Commune.objects.only("name"))
AGREEMENTS = Prefetch(
    "organisation__agreements",
    Agreement.objects.select_related("extends").prefetch_related("themes"),
)
FACILITATORS = Prefetch("facilitators", Facilitator.objects.active().with_abilities())


def fitting(offers: QuerySet[Offer], groups: Sequence[ClassGroup]) -> QuerySet[Offer]:
    """Keep the offers that can come to every class; reads them all, in a few queries."""
    read = list(offers.prefetch_related(None))
    kept = [
        offer.pk for offer, reasons in zip(read, judge(read, groups), strict=True) if not reasons
    ]
    return offers.filter(pk__in=kept)


def judge(offers: Sequence[Offer], groups: Sequence[ClassGroup]) -> list[list[RefusedError]]:
    """Say of each offer why it cannot come to one of the classes, in a constant number of queries.

    What stands against several of them is said once.
    """
    prefetch_related_objects(offers, COMMUNES, AGREEMENTS, FACILITATORS)
    return [
        list({str(why): why for group in groups for why in why_not(offer, group)}.values())
        for offer in offers
    ]


def why_not(offer: Offer, group: ClassGroup) -> Iterator[RefusedError]:
    """Give each reason why the offer cannot come to the class; none when it can.

    Whether somebody is free is not looked at: openings tell that.
    """
    yield from mismatches(offer, group)
    agreed, year = agreed_days(offer, group.levels), group.school_year
    if agreed is not None and not any(_touch(days, year) for days in agreed):
        yield NeverAgreedError(organisation=offer.organisation.name, school_year=str(year))
    able = [one for one in offer.facilitators.all() if one.may_give(offer)]
    if len(able) < offer.facilitators_needed:
        yield TooFewFacilitatorsError(there=len(able), needed=offer.facilitators_needed)


def mismatches(offer: Offer, group: ClassGroup) -> Iterator[RefusedError]:
    """Those of the reasons that lie between offer and class: no day and nobody changes them."""
    if not offer.active:
        yield OfferWithdrawnError()
    if offer.kind not in KINDS_FOR_CLASSES:
        yield NotForClassesError()
    if outside := [level for level in group.levels if level not in offer.levels]:
        yield LevelOutsideOfferError(**_told(outside))
    yield from outside_theme(offer.theme, group)
    prefetch_related_objects([offer], COMMUNES)
    here = group.school.commune
    if offer.communes.all() and here not in offer.communes.all():
        yield CommuneNotServedError(commune=here.name)


def outside_theme(theme: Theme, group: ClassGroup) -> Iterator[RefusedError]:
    """Say that the law keeps the theme for other levels, whoever gives the session."""
    if outside := [level for level in group.levels if level not in theme.levels]:
        yield LevelOutsideThemeError(theme=theme.name, **_told(outside))


def agreed_days(offer: Offer, levels: Levels) -> list[tuple[date, date]] | None:
    """When the partner's agreements cover the theme and all the levels; None if it needs none.

    Pairs of the first and the last day.
    """
    return covered_days(offer, levels) if offer.needs_agreement() else None


def covered_days(offer: Offer, levels: Levels) -> list[tuple[date, date]]:
    """When the partner's agreements cover the theme and all the levels, needed or not."""
    prefetch_related_objects([offer], AGREEMENTS)
    agreements = offer.organisation.agreements.all()
    return [one.days() for one in agreements if one.covers(offer.theme, levels)]


def _touch(days: tuple[date, date], year: SchoolYear) -> bool:
    first, last = max(days[0], year.starts_on), min(days[1], year.ends_on)
    return first <= last


def _told(levels: Sequence[Level]) -> dict[str, object]:
    return {
        "levels": [level.value for level in levels],
        "levels_label": ", ".join(str(level.label) for level in levels),
    }
