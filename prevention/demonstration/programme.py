"""The invented partners of the demonstration, as ``programme.toml`` lists them."""

import tomllib
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from library.covers import make_cover
from library.models import Material
from library.search.indexing import index
from library.vocabulary import Audience, Licence, MaterialKind, MaterialState
from prevention.fields import Levels, to_levels
from prevention.offers.models import Agreement, Facilitator, Offer, Organisation, Theme
from prevention.people.models import User
from prevention.scheduling.models import Availability
from prevention.schools.models import SchoolYear
from prevention.vocabulary import AgreementScope, Level

PROGRAMME = Path(__file__).with_name("programme.toml")
COLLEGE: Levels = (Level.SIXIEME, Level.CINQUIEME, Level.QUATRIEME, Level.TROISIEME)
CYCLE_3: Levels = (Level.CM1, Level.CM2, Level.SIXIEME)

DAYS = {"MON": 1, "TUE": 2, "WED": 3, "THU": 4, "FRI": 5}
HALVES = {"AM": (time(8), time(12)), "PM": (time(13, 30), time(17))}
RESPECT = "Relations, respect et consentement"
SCREENS = "Ensemble contre le cyberharcèlement"
TO_ACCEPT = "Oser dire, savoir entendre"


def make_programme(*, users: Mapping[str, User], today: date) -> Offer:
    """Make partners, facilitators and offers, each once; gives the one that a first visit books.

    ``users`` are the accounts of facilitators, by their address.
    """
    programme = tomllib.loads(PROGRAMME.read_text(encoding="utf-8"))
    for entry in programme["organisations"]:
        organisation, _made = Organisation.objects.get_or_create(
            name=entry["name"], defaults={"kind": entry["kind"]}
        )
        if not organisation.agreements.exists():
            _agreement(organisation, entry, today)
        given = {
            one["name"]: _facilitator(organisation, one, users, today)
            for one in entry["facilitators"]
        }
        for offer in entry["offers"]:
            _offer(organisation, offer, given)
    respect = Offer.objects.get(title=RESPECT)
    if not respect.materials.exists():
        respect.materials.set([_guide()])
        Offer.objects.get(title=SCREENS).materials.set([_poster()])
    return respect


def _agreement(organisation: Organisation, entry: dict[str, Any], today: date) -> None:
    """An association speaks of some themes within an agrément, which lasts five years."""
    if "agreed_themes" not in entry:
        return
    agreement = Agreement.objects.create(
        organisation=organisation,
        scope=AgreementScope.ACADEMIC,
        levels=to_levels(entry["agreed_levels"]),
        valid_from=date(today.year - 2, 1, 1),
        valid_until=date(today.year + 2, 12, 31),
    )
    agreement.themes.set(Theme.objects.filter(code__in=entry["agreed_themes"]))


def _facilitator(
    organisation: Organisation, entry: dict[str, Any], users: Mapping[str, User], today: date
) -> Facilitator:
    facilitator, made = Facilitator.objects.get_or_create(
        name=entry["name"],
        organisation=organisation,
        defaults={
            "user": users.get(entry.get("account", "")),
            "base_id": entry.get("base"),
            "max_per_day": entry.get("max_per_day"),
            "max_per_week": entry.get("max_per_week"),
            "honorability_on": today - timedelta(days=700),
            "honorability_authority": "Département du Nord (fictif)",
        },
    )
    if made:
        facilitator.themes.set(entry.get("themes", []))
        halves = (half.split("_") for half in entry["week"].split())
        Availability.objects.bulk_create(
            Availability(
                facilitator=facilitator,
                weekday=DAYS[day],
                starts_at=HALVES[half][0],
                ends_at=HALVES[half][1],
                valid_from=SchoolYear(year=SchoolYear.year_of(today) - 1).starts_on,
            )
            for day, half in halves
        )
    return facilitator


def _offer(
    organisation: Organisation, entry: dict[str, Any], given: Mapping[str, Facilitator]
) -> None:
    fields = {**entry, "levels": to_levels(entry["levels"]), "theme_id": entry["theme"]}
    givers = [given[name] for name in fields.pop("givers")]
    del fields["theme"]
    offer, made = Offer.objects.get_or_create(
        title=fields.pop("title"), organisation=organisation, defaults=fields
    )
    if made:
        offer.facilitators.set(givers)


def _guide() -> Material:
    return _material(
        title="Préparer la séance : repères pour l’adulte qui accompagne",
        description=(
            "Avant la séance : le cadre, la place de l’adulte de l’établissement, les mots à "
            "choisir. Pendant et après : que faire si un élève se confie, les numéros d’aide."
        ),
        kind=MaterialKind.GUIDE,
        audience=Audience.TEACHER,
        levels=COLLEGE,
        licence=Licence.CC_BY,
        publisher="Paroles partagées (association fictive)",
    )


def _poster() -> Material:
    return _material(
        title="3018 : le numéro contre le harcèlement et les violences numériques",
        description="L’affiche à montrer en classe ; gratuit, tous les jours de 9 h à 23 h.",
        kind=MaterialKind.POSTER,
        audience=Audience.PUPIL,
        levels=CYCLE_3,
        licence=Licence.LINK_ONLY,
        publisher="Brigade de prévention (unité fictive)",
        url="https://3018.fr/",
    )


def _material(**fields: object) -> Material:
    now = timezone.now()
    reviewed = {
        "state": MaterialState.PUBLISHED,
        "published_at": now,
        "reviewed_on": localdate(now),
        "review_due_on": localdate(now) + timedelta(days=365),
        "was_catalogued": True,
    }
    material, made = Material.objects.get_or_create(
        title=fields["title"], defaults={**fields, **reviewed}
    )
    if made:
        make_cover(material)
        index([material])
    return material
