"""Agreements that end: what is planned beyond them, and which offers stop with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from prevention.fields import Levels, to_levels
from prevention.offers.fitting import AGREEMENTS, covered_days
from prevention.offers.models import Agreement, Offer
from prevention.people.models import User
from prevention.scheduling.models import Session, SessionGroup, SessionQuerySet
from prevention.vocabulary import Level, OrganisationKind

# A renewal is asked for months before.
LOOKED_AHEAD = timedelta(days=180)


MOST_SHOWN = 20


@dataclass(frozen=True)
class Uncovered:
    """A session to come, by its keys, that no agreement of its partner covers on its day."""

    session: int
    school: str
    organisation: int
    theme: str
    day: date


@dataclass(frozen=True)
class Ending:
    """An agreement that ends, with the offers that need it and the sessions beyond its end.

    ``renewed``: another one of the same organisation goes on for all its themes and levels.
    ``sessions`` are the first of those beyond.
    """

    agreement: Agreement
    ends_on: date
    renewed: bool
    offers: Sequence[Offer]
    beyond: Sequence[Uncovered]
    sessions: Sequence[Session] = ()


def endings(user: User, *, today: date, now: datetime) -> list[Ending]:
    """Agreements that end within half a year, or have ended with sessions planned beyond.

    Soonest first, in a constant number of queries; sessions are those of the reader.
    """
    found = endings_of(Session.objects.visible_to(user), user, today=today, now=now)
    first = {one.session for ending in found for one in ending.beyond[:MOST_SHOWN]}
    rows = Session.objects.select_related("offer__organisation", "theme", "school__commune")
    rows = rows.defer("school__commune__outline").prefetch_related("groups", "facilitators")
    shown = rows.in_bulk(first)
    return [
        replace(one, sessions=[shown[each.session] for each in one.beyond[:MOST_SHOWN]])
        for one in found
    ]


def endings_of(
    sessions: SessionQuerySet, user: User, *, today: date, now: datetime
) -> list[Ending]:
    """Give the same about some sessions, none of which is read."""
    agreements = Agreement.objects.visible_to(user).select_related("organisation", "extends")
    rows = [
        one
        for one in agreements.prefetch_related("themes")
        if one.days()[1] <= today + LOOKED_AHEAD
    ]
    organisations = {one.organisation_id for one in rows}
    offers = _offers(organisations)
    uncovered = _uncovered(sessions, organisations, now=now)
    found = [_ending(one, offers, uncovered, list(agreements)) for one in rows]
    kept = [one for one in found if one.ends_on >= today or one.beyond]
    return sorted(kept, key=lambda one: (one.ends_on, one.agreement.pk))


def _offers(organisations: set[int]) -> dict[int, list[Offer]]:
    """The offers that need an agreement, by organisation."""
    found: dict[int, list[Offer]] = defaultdict(list)
    rows = Offer.objects.published().filter(organisation__in=organisations)
    for offer in rows.select_related("organisation", "theme"):
        if offer.needs_agreement():
            found[offer.organisation_id].append(offer)
    return found


def _uncovered(
    sessions: SessionQuerySet, organisations: set[int], *, now: datetime
) -> dict[int, list[Uncovered]]:
    """Sessions to come of associations that no agreement covers on their day, by association.

    By keys alone: thousands are planned, nearly all of which are covered.
    """
    planned = sessions.to_come(now=now).filter(
        offer__organisation__in=organisations,
        offer__organisation__kind=OrganisationKind.ASSOCIATION,
    )
    levels: dict[int, set[Level]] = defaultdict(set)
    members = SessionGroup.objects.filter(session__in=planned.order_by().values("pk"))
    for session, of_class in members.values_list("session", "group__levels"):
        levels[session].update(of_class)
    offers = Offer.objects.filter(organisation__in=organisations)
    days = _CoveredDays(offers.select_related("organisation", "theme").in_bulk())
    found: dict[int, list[Uncovered]] = defaultdict(list)
    rows = planned.order_by("starts_at", "pk").values_list(
        *("pk", "school", "offer__organisation", "theme"),
        *("offer", "starts_at", "school__time_zone"),
    )
    for session, school, organisation, theme, offer, starts_at, zone in rows:
        day = starts_at.astimezone(ZoneInfo(zone)).date()
        covered = days.of(offer, to_levels(levels[session]))
        if not any(first <= day <= last for first, last in covered):
            found[organisation].append(Uncovered(session, school, organisation, theme, day))
    return found


class _CoveredDays:
    """When agreements cover offers, each worked out once for the same levels."""

    def __init__(self, offers: Mapping[int, Offer]) -> None:
        prefetch_related_objects(list(offers.values()), AGREEMENTS)
        self.offers = offers
        self.known: dict[tuple[int, Levels], list[tuple[date, date]]] = {}

    def of(self, offer: int, levels: Levels) -> list[tuple[date, date]]:
        if (offer, levels) not in self.known:
            self.known[offer, levels] = covered_days(self.offers[offer], levels)
        return self.known[offer, levels]


def _ending(
    agreement: Agreement,
    offers: dict[int, list[Offer]],
    uncovered: dict[int, list[Uncovered]],
    others: Sequence[Agreement],
) -> Ending:
    ends_on = agreement.days()[1]
    themes = {theme.pk for theme in agreement.themes.all()}
    beyond = [
        one
        for one in uncovered[agreement.organisation_id]
        if one.day > ends_on and one.theme in themes
    ]
    stopping = [one for one in offers[agreement.organisation_id] if one.theme_id in themes]
    return Ending(agreement, ends_on, _is_renewed(agreement, ends_on, others), stopping, beyond)


def _is_renewed(agreement: Agreement, ends_on: date, others: Sequence[Agreement]) -> bool:
    next_day = ends_on + timedelta(days=1)
    return any(
        other.organisation_id == agreement.organisation_id
        and other.days()[0] <= next_day <= other.days()[1]
        and set(agreement.themes.all()) <= set(other.themes.all())
        and set(agreement.levels) <= set(other.levels)
        for other in others
    )
