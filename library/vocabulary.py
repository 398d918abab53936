"""The closed lists of the library.

Codes are stable and stored. Kinds and audiences are those of schema.org ``LearningResource``
and of ScoLOMFR, as far as materials of prevention need them.
"""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevention.vocabulary import RoleKind


class MaterialKind(models.TextChoices):
    LESSON_PLAN = "LESSON_PLAN", _("lesson plan")
    VIDEO = "VIDEO", _("film")
    BOOK = "BOOK", _("book")
    GAME = "GAME", _("game")
    POSTER = "POSTER", _("poster")
    QUESTIONNAIRE = "QUESTIONNAIRE", _("questionnaire")
    GUIDE = "GUIDE", _("guide")


class Audience(models.TextChoices):
    """Whom a material is written for."""

    PUPIL = "PUPIL", _("pupils")
    TEACHER = "TEACHER", _("teachers")
    FACILITATOR = "FACILITATOR", _("facilitators")
    PARENT = "PARENT", _("parents")


# Adults of a school prepare with what is theirs; a facilitator also knows what schools work with.
_OF_SCHOOLS = frozenset({Audience.PUPIL, Audience.TEACHER, Audience.PARENT})
READ_BY: dict[RoleKind, frozenset[Audience]] = {
    RoleKind.TEACHER: _OF_SCHOOLS,
    RoleKind.HEAD: _OF_SCHOOLS,
    RoleKind.STAFF: _OF_SCHOOLS,
    RoleKind.FACILITATOR: frozenset(Audience),
    RoleKind.COORDINATOR: frozenset(Audience),
    RoleKind.FUNDER: frozenset(),
}

# Whom a share link may be made for, and what such a reader sees: never an adult's guide.
SHARED_WITH: dict[str, frozenset[Audience]] = {
    Audience.PUPIL: frozenset({Audience.PUPIL}),
    Audience.PARENT: frozenset({Audience.PUPIL, Audience.PARENT}),
}

# What portals and search engines are told of: the rest is for the partners alone.
CATALOGUED = _OF_SCHOOLS


class MaterialState(models.TextChoices):
    """Where a material stands in its life."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    EXPIRED = "expired", _("to be reviewed again")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WithdrawReason(models.TextChoices):
    OUTDATED = "OUTDATED", _("out of date")
    ERROR = "ERROR", _("it contains an error")
    RIGHTS = "RIGHTS", _("the rights do not allow it")
    UNSUITABLE = "UNSUITABLE", _("it does not suit its public")
    REPLACED = "REPLACED", _("another material takes its place")
    OTHER = "OTHER", _("another reason")


class Licence(models.TextChoices):
    """What may be done with a material."""

    LO2 = "LO2", _("Licence Ouverte 2.0 (Etalab)")
    CC0 = "CC0", "CC0 1.0"
    CC_BY = "CC_BY", "CC BY 4.0"
    CC_BY_SA = "CC_BY_SA", "CC BY-SA 4.0"
    CC_BY_NC = "CC_BY_NC", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC_BY_NC_SA", "CC BY-NC-SA 4.0"
    CC_BY_ND = "CC_BY_ND", "CC BY-ND 4.0"
    CC_BY_NC_ND = "CC_BY_NC_ND", "CC BY-NC-ND 4.0"
    EDU_ONLY = "EDU_ONLY", _("for use in education alone")
    LINK_ONLY = "LINK_ONLY", _("link alone: no copy may be kept")


# What each licence lets people do, for who has to choose one.
LICENCE_ALLOWS: dict[Licence, Promise] = {
    Licence.LO2: _("Copy, change and share, also for sale, naming the source and its date."),
    Licence.CC0: _("Copy, change and share without any condition."),
    Licence.CC_BY: _("Copy, change and share, also for sale, naming the author."),
    Licence.CC_BY_SA: _(
        "Copy, change and share, naming the author; what is made of it keeps this licence."
    ),
    Licence.CC_BY_NC: _("Copy, change and share without selling, naming the author."),
    Licence.CC_BY_NC_SA: _(
        "Copy, change and share without selling, naming the author; what is made of it keeps this "
        "licence."
    ),
    Licence.CC_BY_ND: _("Copy and share as it is, also for sale, naming the author."),
    Licence.CC_BY_NC_ND: _("Copy and share as it is, without selling, naming the author."),
    Licence.EDU_ONLY: _("Show and hand out in class and in training, and nowhere else."),
    Licence.LINK_ONLY: _("Lead to its page: no copy is kept here, and none is handed out."),
}


class AccessFeature(models.TextChoices):
    """What makes a material accessible; the order is stored: only append."""

    SUBTITLES = "SUBTITLES", _("subtitles")
    TRANSCRIPT = "TRANSCRIPT", _("transcript")
    AUDIO_DESC = "AUDIO_DESC", _("audio description")
    LSF = "LSF", _("French sign language (LSF)")
    FALC = "FALC", _("easy to read (FALC)")
    LARGE_PRINT = "LARGE_PRINT", _("large print")


class ContentWarning(models.TextChoices):
    """What a reader should know before opening; the order is stored: only append."""

    PHYSICAL_VIOLENCE = "PHYSICAL_VIOLENCE", _("physical violence")
    SEXUAL_VIOLENCE = "SEXUAL_VIOLENCE", _("sexual violence")
    DEATH = "DEATH", _("death")
    SUICIDE = "SUICIDE", _("suicide")
    DRUGS = "DRUGS", _("drugs")
    DISTRESS = "DISTRESS", _("distressing situations")
