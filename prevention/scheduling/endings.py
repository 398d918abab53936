"""Agreements that end: what is planned beyond them, and which offers stop with them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from prevention.fields import to_levels
from prevention.offers.fitting import AGREEMENTS, covered_days
from prevention.offers.models import Agreement, Offer
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.vocabulary import OrganisationKind

# A renewal is asked for months before.
LOOKED_AHEAD = timedelta(days=180)


@dataclass(frozen=True)
class Ending:
    """An agreement that ends, with the offers that need it and the sessions beyond its end.

    ``renewed``: another one of the same organisation goes on for all its themes and levels.
    """

    agreement: Agreement
    ends_on: date
    renewed: bool
    offers: Sequence[Offer]
    beyond: Sequence[Session]


def endings(user: User, *, today: date, now: datetime) -> list[Ending]:
    """Agreements that end within half a year, or have ended with sessions planned beyond.

    Soonest first, in a constant number of queries; sessions are those of the reader.
    """
    agreements = Agreement.objects.visible_to(user).select_related("organisation", "extends")
    rows = [
        one
        for one in agreements.prefetch_related("themes")
        if one.days()[1] <= today + LOOKED_AHEAD
    ]
    organisations = {one.organisation_id for one in rows}
    offers = _offers(organisations)
    sessions = _uncovered(user, organisations, now=now)
    found = [_ending(one, offers, sessions, list(agreements)) for one in rows]
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
    user: User, organisations: set[int], *, now: datetime
) -> dict[int, list[tuple[date, Session]]]:
    """Sessions to come of associations that no agreement covers on their day."""
    rows = (
        Session.objects.visible_to(user)
        .to_come(now=now)
        .filter(
            offer__organisation__in=organisations,
            offer__organisation__kind=OrganisationKind.ASSOCIATION,
        )
    )
    rows = rows.select_related("offer__organisation", "offer__theme", "theme", "school__commune")
    rows = rows.defer("school__commune__outline").order_by("starts_at", "pk")
    found: dict[int, list[tuple[date, Session]]] = defaultdict(list)
    for session in rows.prefetch_related("groups", "facilitators", *_through("offer")):
        if session.offer is None or session.starts_at is None:
            continue  # by the query, none is
        day = session.starts_at.astimezone(ZoneInfo(session.school.time_zone)).date()
        levels = to_levels({level for group in session.groups.all() for level in group.levels})
        covered = covered_days(session.offer, levels)
        if not any(first <= day <= last for first, last in covered):
            found[session.offer.organisation_id].append((day, session))
    return found


def _through(path: str) -> list[str]:
    """What ``covered_days`` reads, from a row that leads to the offer."""
    lookup = f"{path}__{AGREEMENTS.prefetch_through}"
    return [f"{lookup}__extends", f"{lookup}__themes"]


def _ending(
    agreement: Agreement,
    offers: dict[int, list[Offer]],
    sessions: dict[int, list[tuple[date, Session]]],
    others: Sequence[Agreement],
) -> Ending:
    ends_on = agreement.days()[1]
    themes = set(agreement.themes.all())
    beyond = [
        session
        for day, session in sessions[agreement.organisation_id]
        if day > ends_on and session.theme in themes
    ]
    stopping = [one for one in offers[agreement.organisation_id] if one.theme in themes]
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
