"""The holiday zone of each académie, and the time zone of each département.

Sources: arrêté of the ministry of Éducation nationale on the school calendar (zones A, B, C
since 2016); IANA time zone database. Overseas académies have calendars of their own.
"""

from prevention.schools.readers.words import plain
from prevention.vocabulary import HolidayZone

_ACADEMIES = {
    HolidayZone.A: (
        "Besançon",
        "Bordeaux",
        "Clermont-Ferrand",
        "Dijon",
        "Grenoble",
        "Limoges",
        "Lyon",
        "Poitiers",
    ),
    HolidayZone.B: (
        "Aix-Marseille",
        "Amiens",
        "Caen",
        "Lille",
        "Nancy-Metz",
        "Nantes",
        "Nice",
        "Normandie",
        "Orléans-Tours",
        "Reims",
        "Rennes",
        "Rouen",
        "Strasbourg",
    ),
    HolidayZone.C: ("Créteil", "Montpellier", "Paris", "Toulouse", "Versailles"),
    HolidayZone.CORSE: ("Corse",),
    HolidayZone.GUADELOUPE: ("Guadeloupe",),
    HolidayZone.GUYANE: ("Guyane",),
    HolidayZone.MARTINIQUE: ("Martinique",),
    HolidayZone.MAYOTTE: ("Mayotte",),
    HolidayZone.REUNION: ("La Réunion", "Réunion"),
    HolidayZone.POLYNESIE: ("Polynésie Française", "Polynésie"),
    HolidayZone.SPM: ("Saint-Pierre-et-Miquelon",),
    HolidayZone.NOUVELLE_CALEDONIE: ("Nouvelle-Calédonie",),
    HolidayZone.WALLIS_ET_FUTUNA: ("Wallis-et-Futuna",),
}
_ZONES = {plain(name): zone for zone, names in _ACADEMIES.items() for name in names}

MAINLAND = "Europe/Paris"
_TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "983": "Pacific/Noumea",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def holiday_zone_of(academy: str) -> str:
    """Give the zone of an académie; empty when its name is not known."""
    return _ZONES.get(plain(academy), "")


def time_zone_of(department_code: str) -> str:
    """Give the IANA name of the time zone of a département, written ``59``."""
    return _TIME_ZONES.get(department_code, MAINLAND)
