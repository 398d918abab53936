"""The invented offers of the demonstration, who gives them, when, and with what."""

from datetime import date, time, timedelta

from library.covers import make_cover
from library.models import Material
from prevention.demonstration.cast import ASSOCIATION, FACILITATOR, POLICE
from prevention.fields import Levels
from prevention.offers.models import Agreement, Facilitator, Offer, Organisation, Theme
from prevention.people.models import User
from prevention.scheduling.models import Availability
from prevention.vocabulary import AgreementScope, Level

COLLEGE: Levels = (Level.SIXIEME, Level.CINQUIEME, Level.QUATRIEME, Level.TROISIEME)
CYCLE_3: Levels = (Level.CM1, Level.CM2, Level.SIXIEME)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(1, 6)
MORNING, AFTERNOON = (time(8), time(12)), (time(13, 30), time(17))
WEEKS = {
    FACILITATOR.name: {
        MONDAY: [MORNING, AFTERNOON],
        TUESDAY: [MORNING, AFTERNOON],
        THURSDAY: [MORNING],
    },
    "Karim Delattre": {
        TUESDAY: [MORNING],
        WEDNESDAY: [MORNING],
        THURSDAY: [MORNING, AFTERNOON],
        FRIDAY: [MORNING],
    },
    "Brigadière Morel": {MONDAY: [AFTERNOON], THURSDAY: [MORNING, AFTERNOON]},
}


def make_programme(*, facilitator_user: User, today: date) -> list[Offer]:
    """Make facilitators with weekly windows, two offers and their materials, each once."""
    association = Organisation.objects.get(name=ASSOCIATION)
    police = Organisation.objects.get(name=POLICE)
    _agreement(association, today)
    ines = _facilitator(FACILITATOR.name, association, today, user=facilitator_user)
    karim = _facilitator("Karim Delattre", association, today)
    morel = _facilitator("Brigadière Morel", police, today)
    respect, respect_made = Offer.objects.get_or_create(
        title="Relations, respect et consentement",
        organisation=association,
        defaults={
            "description": (
                "Une séance animée à deux voix avec un adulte de l’établissement : repérer ce qui "
                "relève du respect, poser et entendre un refus, savoir à qui parler."
            ),
            "theme_id": "EVARS",
            "levels": COLLEGE,
            "duration_minutes": 60,
            "lead_days": 7,
            "instant": True,
            "room_needs": "Une salle où déplacer les tables, un vidéoprojecteur.",
        },
    )
    screens, screens_made = Offer.objects.get_or_create(
        title="Ensemble contre le cyberharcèlement",
        organisation=police,
        defaults={
            "description": (
                "Comprendre le mécanisme du groupe, reconnaître une situation, connaître le 3018 "
                "et ce que dit la loi."
            ),
            "theme_id": "CYB",
            "levels": CYCLE_3,
            "duration_minutes": 90,
            "lead_days": 14,
            "instant": False,
            "room_needs": "Un vidéoprojecteur.",
        },
    )
    if respect_made:
        respect.facilitators.set([ines, karim])
        respect.materials.set([_guide()])
    if screens_made:
        screens.facilitators.set([morel])
        screens.materials.set([_poster()])
    return [respect, screens]


def _facilitator(
    name: str, organisation: Organisation, today: date, user: User | None = None
) -> Facilitator:
    facilitator, made = Facilitator.objects.get_or_create(
        name=name,
        organisation=organisation,
        defaults={
            "user": user,
            "honorability_on": today - timedelta(days=100),
            "honorability_authority": "Département du Nord (fictif)",
        },
    )
    if made:
        Availability.objects.bulk_create(
            Availability(
                facilitator=facilitator,
                weekday=weekday,
                starts_at=starts_at,
                ends_at=ends_at,
                valid_from=today,
            )
            for weekday, windows in WEEKS[name].items()
            for starts_at, ends_at in windows
        )
    return facilitator


def _agreement(association: Organisation, today: date) -> None:
    """An association speaks of EVARS within an agrément, which lasts five years."""
    agreement, made = Agreement.objects.get_or_create(
        organisation=association,
        defaults={
            "scope": AgreementScope.ACADEMIC,
            "levels": COLLEGE,
            "valid_from": today.replace(month=1, day=1),
            "valid_until": date(today.year + 4, 12, 31),
        },
    )
    if made:
        agreement.themes.set(Theme.objects.filter(code__in=["EVARS", "VSS"]))


def _guide() -> Material:
    return _material(
        title="Préparer la séance : repères pour l’adulte qui accompagne",
        description=(
            "Avant la séance : le cadre, la place de l’adulte de l’établissement, les mots à "
            "choisir. Pendant et après : que faire si un élève se confie, les numéros d’aide."
        ),
        kind=Material.Kind.GUIDE,
        audience=Material.Audience.TEACHER,
        levels=COLLEGE,
        publisher=ASSOCIATION,
    )


def _poster() -> Material:
    return _material(
        title="3018 : le numéro contre le harcèlement et les violences numériques",
        description="L’affiche à montrer en classe ; gratuit, tous les jours de 9 h à 23 h.",
        kind=Material.Kind.POSTER,
        audience=Material.Audience.PUPIL,
        levels=CYCLE_3,
        publisher=POLICE,
        url="https://3018.fr/",
    )


def _material(**fields: object) -> Material:
    material, made = Material.objects.get_or_create(
        title=fields["title"], defaults={**fields, "published": True}
    )
    if made:
        make_cover(material)
    return material
