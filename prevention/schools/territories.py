"""Which list of public holidays a school follows: they differ by territory.

Sources: Code du travail, L3133-1 (France), L3134-13 (Moselle, Bas-Rhin, Haut-Rhin) and
L3422-2 (overseas); names as in Etalab's open data « Jours fériés en France ».
"""

METROPOLE = "Métropole"
ALSACE_MOSELLE = "Alsace-Moselle"

# New Caledonia is 988 for Insee and 983 in UAI codes.
_BY_DEPARTMENT = {
    "57": ALSACE_MOSELLE,
    "67": ALSACE_MOSELLE,
    "68": ALSACE_MOSELLE,
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "975": "Saint-Pierre-et-Miquelon",
    "976": "Mayotte",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "983": "Nouvelle-Calédonie",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie Française",
    "988": "Nouvelle-Calédonie",
}

TERRITORIES = frozenset({METROPOLE, *_BY_DEPARTMENT.values()})


def territory_of(department_code: str) -> str:
    """Name the territory of a département, written ``59`` or ``059``."""
    return _BY_DEPARTMENT.get(department_code.lstrip("0"), METROPOLE)
