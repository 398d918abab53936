"""A believable world in small: a facilitator, schools in every French time zone, and a year.

Sessions stand around the day the test runs, at both times of the year and on the days after
the clocks change, in every state, with the words that people really type.
"""

from datetime import date, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from prevention.models import Session, SessionFacilitator, SessionGroup
from prevention.schools.models import School
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

TOWNS = [
    ("Europe/Paris", "59606", "59300", "Valenciennes"),
    ("Europe/Paris", "75112", "75012", "Paris 12e  Arrondissement"),
    ("Indian/Reunion", "97411", "97400", "Saint-Denis"),
    ("America/Guadeloupe", "97105", "97100", "Basse-Terre"),
    ("America/Martinique", "97209", "97200", "Fort-de-France"),
    ("America/Cayenne", "97302", "97300", "Cayenne"),
    ("Indian/Mayotte", "97611", "97600", "Mamoudzou"),
    ("America/Miquelon", "97502", "97500", "Saint-Pierre"),
    ("America/St_Barthelemy", "97701", "97133", "Saint-Barthélemy"),
    ("America/Marigot", "97801", "97150", "Saint-Martin"),
    ("Pacific/Wallis", "98613", "98600", "Uvea"),
    ("Pacific/Tahiti", "98735", "98714", "Papeete"),
    ("Pacific/Noumea", "98818", "98800", "Nouméa"),
    # The ministry's directory does not know every address.
    ("Europe/Paris", "59616", "", "Vieux-Condé"),
]
NAMES = [
    "Collège Eugène Thomas",
    "École élémentaire « Les Œillets », n° 2",
    'Lycée "Jean-Moulin" ; annexe',
    "L’Haÿ\\Saint-Leu",
]
TITLES = [
    "Respect et relations",
    "Dire non ; dire oui, « ensemble » : 100 %",
    "Écrans \\ réseaux : et moi ? 📱👩🏽‍🏫",
    "E\u0301galite\u0301 " + "é" * 74 + "œ" * 60,
    "Titre\ncollé sur deux lignes",
    "<b>Théâtre</b> & débat ^n ^^ 'simple' \"double\"",
]
PLACES = [
    {},
    {"location": "ADDRESS", "address": "Théâtre ; 2, place d’Armes\nBâtiment B"},
    {"location": "TO_BE_DEFINED"},
]
STATES = ["held", "confirmed", "proposed", "done", "cancelled", "closed", "not_held"]

# On these days before today, what was cancelled is just leaving: whether it is still shown
# depends on the hour.
LEAVING = range(-33, -27)


def last_sunday(year, month):
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def days_around(today):
    """The days of sessions: winter, summer, and those beside each change of the clocks."""
    for year in (today.year, today.year + 1):
        march = date(year, 3, 1)
        american = march + timedelta(days=(6 - march.weekday()) % 7 + 7)  # its second Sunday
        changes = [american, last_sunday(year, 3), last_sunday(year, 10)]
        sides = [day + timedelta(days=side) for day in changes for side in (-1, 1)]
        yield from (
            day
            for day in (*sides, date(year, 1, 15), date(year, 7, 15))
            if -150 < (day - today).days < 400 and (day - today).days not in LEAVING
        )


class World:
    def __init__(self, now):
        self.now = now
        self.facilitator = FacilitatorFactory(name="Zoé Exemple", user=UserFactory())
        RoleFactory(
            user=self.facilitator.user,
            kind=RoleKind.FACILITATOR,
            organisation=self.facilitator.organisation,
        )
        self.offers = cycle(map(self._offer, TITLES))
        self.states, self.places = cycle(STATES), cycle(PLACES)
        for place, town in enumerate(TOWNS):
            self._fill(self._school(NAMES[place % len(NAMES)], *town))

    def shown(self):
        """The sessions that calendars show, by the words of the product's promise."""
        gone = Session.objects.filter(starts_at__lt=self.now - timedelta(days=31))
        hidden = gone.filter(state__in=["cancelled", "not_held"])
        return (
            Session.objects.exclude(state__in=["wished", "refused", "expired"])
            .exclude(pk__in=hidden)
            .exclude(starts_at__lt=self.now - timedelta(days=600))
        )

    def _offer(self, title):
        offer = OfferFactory(
            title=title, organisation=self.facilitator.organisation, room_needs="Chaises ; écran"
        )
        offer.materials.add(MaterialFactory())
        return offer

    def _school(self, name, time_zone, insee_code, postcode, commune):
        return SchoolFactory(
            name=name,
            address="1, rue de l’École" if postcode else "",
            postcode=postcode,
            commune=CommuneFactory(insee_code=insee_code, name=commune),
            time_zone=time_zone,
        )

    def _fill(self, school: School):
        groups = [ClassGroupFactory(school=school, label=label) for label in ("5e 1", "4e « B »")]
        zone = ZoneInfo(school.time_zone)
        for place, day in enumerate(days_around(self.now.astimezone(zone).date())):
            at = datetime(day.year, day.month, day.day, 8 + place, 15 * (place % 4), tzinfo=zone)
            session = self._session(school, next(self.states), at, **next(self.places))
            self._bring(session, groups[: place % 3])
        for state in ("wished", "refused", "expired"):
            self._session(school, state, None)
        long_ago = self.now - timedelta(days=700)
        for state, at in [("done", long_ago), ("cancelled", self.now - timedelta(days=40))]:
            self._session(school, state, at)
        self._internal(school, groups[:1])

    def _session(self, school, state, at, **place):
        offer = next(self.offers)
        session = SessionFactory(
            request=RequestFactory(school=school, offer=offer),
            state=state,
            starts_at=at,
            authorised_at=self.now,
            sequence=2,
            room=RoomFactory(school=school) if not place else None,
            **place,
        )
        SessionFacilitator.objects.create(session=session, facilitator=self.facilitator)
        return session

    def _bring(self, session, groups):
        for group in groups:
            SessionGroup.objects.create(session=session, group=group)

    def _internal(self, school, groups):
        """What the school gave by itself, late in the evening: over at midnight, or after it."""
        day = self.now - timedelta(days=20)
        at = day.astimezone(ZoneInfo(school.time_zone)).replace(hour=23, minute=15, second=0)
        session = Session.objects.create(
            kind="INTERNAL",
            school=school,
            theme=ThemeFactory(),
            state="done",
            starts_at=at.replace(microsecond=0),
            ends_at=at.replace(microsecond=0) + timedelta(minutes=90),
        )
        self._bring(session, groups)
