"""Where our words stand in ScoLOMFR, by which French portals file resources for schools.

Only the URIs of concepts that are current in its version 3.2 are used, beside words of ours.
Source: ScoLOMFR 3.2.0 (ministère de l'Éducation nationale, Réseau Canopé), vocabularies 005
(general type), 010 (educational type), 011 and 021 (public), 022 (levels), CC BY-SA 3.0 FR.
"""

from collections.abc import Mapping

from library.vocabulary import Audience, MaterialKind
from prevention.vocabulary import Level

CONCEPTS = "http://data.education.fr/voc/scolomfr/concept/"
LEVELS_SCHEME = "http://data.education.fr/voc/scolomfr/scolomfr-voc-022"


def _concepts(vocabulary: str, *numbers: str) -> tuple[str, ...]:
    return tuple(f"{CONCEPTS}scolomfr-voc-{vocabulary}-num-{number}" for number in numbers)


# The last years of the lycée are two concepts each: general and technological, and vocational.
LEVELS: Mapping[Level, tuple[str, ...]] = {
    Level.TPS: _concepts("022", "004"),
    Level.PS: _concepts("022", "005"),
    Level.MS: _concepts("022", "006"),
    Level.GS: _concepts("022", "007"),
    Level.CP: _concepts("022", "010"),
    Level.CE1: _concepts("022", "011"),
    Level.CE2: _concepts("022", "013"),
    Level.CM1: _concepts("022", "014"),
    Level.CM2: _concepts("022", "015"),
    Level.SIXIEME: _concepts("022", "018"),
    Level.CINQUIEME: _concepts("022", "020"),
    Level.QUATRIEME: _concepts("022", "021"),
    Level.TROISIEME: _concepts("022", "023"),
    Level.SECONDE: _concepts("022", "136", "027"),
    Level.PREMIERE: _concepts("022", "123", "127"),
    Level.TERMINALE: _concepts("022", "088", "050"),
    Level.CAP1: _concepts("022", "103"),
    Level.CAP2: _concepts("022", "104"),
}

# A film or a book is no educational type there, but a general one; a poster is neither.
EDUCATIONAL_TYPES: Mapping[MaterialKind, str] = {
    MaterialKind.LESSON_PLAN: _concepts("010", "020")[0],
    MaterialKind.GAME: _concepts("010", "013")[0],
    MaterialKind.QUESTIONNAIRE: f"{CONCEPTS}questionnaire",
    MaterialKind.GUIDE: _concepts("010", "012")[0],
}
GENERAL_TYPES: Mapping[MaterialKind, str] = {
    MaterialKind.VIDEO: _concepts("005", "022")[0],
    MaterialKind.BOOK: _concepts("005", "029")[0],
}

# Whom it is for: the short list of LOM knows no parents, the detailed one does.
ROLES: Mapping[Audience, str] = {
    Audience.PUPIL: f"{CONCEPTS}learner",
    Audience.TEACHER: f"{CONCEPTS}teacher",
}
DETAILED_PUBLIC: Mapping[Audience, str] = {
    Audience.PUPIL: _concepts("021", "0007")[0],
    Audience.PARENT: _concepts("021", "0013")[0],
}
PUBLISHER_ROLE = f"{CONCEPTS}publisher"
AUTHOR_ROLE = f"{CONCEPTS}author"
FREE_OF_CHARGE = f"{CONCEPTS}no"
RIGHTS_RESERVED = f"{CONCEPTS}yes_2"
HAS_THUMBNAIL = _concepts("009", "021")[0]
PURPOSE_LEVEL = f"{CONCEPTS}educational_level"
PURPOSE_PUBLIC = _concepts("028", "011")[0]
