"""Where our words stand in schema.org, Dublin Core, and among licences."""

from collections.abc import Iterable, Mapping

from library.vocabulary import SHARED_WITH, AccessFeature, Audience, Licence, MaterialKind
from prevention.vocabulary import AGES, Level

# Where the licence has an address; what is free for education alone, or linked, has none.
LICENCE_ADDRESSES: Mapping[Licence, str] = {
    Licence.LO2: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    Licence.CC_BY_NC_ND: "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}

# A learning resource is also one of these, where schema.org has the type.
SCHEMA_TYPES: Mapping[MaterialKind, str] = {
    MaterialKind.VIDEO: "VideoObject",
    MaterialKind.BOOK: "Book",
    MaterialKind.GAME: "Game",
    MaterialKind.POSTER: "Poster",
}
# schema.org ``educationalRole``, whose usual values are those of LRMI.
EDUCATIONAL_ROLES: Mapping[Audience, str] = {
    Audience.PUPIL: "student",
    Audience.TEACHER: "teacher",
    Audience.PARENT: "parent",
}
# The vocabulary of ``accessibilityFeature`` (W3C community group, 2021 and later) has no word
# for texts that are easy to read.
ACCESS_FEATURES: Mapping[AccessFeature, str] = {
    AccessFeature.SUBTITLES: "captions",
    AccessFeature.TRANSCRIPT: "transcript",
    AccessFeature.AUDIO_DESC: "audioDescription",
    AccessFeature.LSF: "signLanguage",
    AccessFeature.LARGE_PRINT: "largePrint",
}
# DCMI Type Vocabulary.
DCMI_TYPES: Mapping[MaterialKind, str] = {
    MaterialKind.LESSON_PLAN: "Text",
    MaterialKind.VIDEO: "MovingImage",
    MaterialKind.BOOK: "Text",
    MaterialKind.GAME: "InteractiveResource",
    MaterialKind.POSTER: "StillImage",
    MaterialKind.QUESTIONNAIRE: "Text",
    MaterialKind.GUIDE: "Text",
}

# Whose materials are opened where they are, without an account.
OPENED_ELSEWHERE = frozenset[Audience]().union(*SHARED_WITH.values())


def age_range(levels: Iterable[Level]) -> str:
    """Write the ages of the levels as schema.org ``typicalAgeRange`` does, such as "11-13".

    A class turns the age of ``AGES`` in the year it begins in, and one more in the next.
    """
    ages = [AGES[level] for level in levels]
    return f"{min(ages)}-{max(ages) + 1}"


def iso_duration(minutes: int) -> str:
    """Write minutes as ISO 8601 does: 90 is "PT1H30M"."""
    hours, rest = divmod(minutes, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{rest}M' if rest or not hours else ''}"
