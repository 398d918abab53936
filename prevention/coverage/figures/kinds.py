"""What a figure is: a name, a definition, a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    CLASSES = "CLASSES", _("classes")
    OF_DUTY = "OF_DUTY", _("sessions or hours, as the duty says")
    SESSIONS = "SESSIONS", _("sessions")
    HOURS = "HOURS", _("hours")
    PUPILS = "PUPILS", _("pupils")
    TIMES = "TIMES", _("times")
    DAYS = "DAYS", _("days")
    PERCENT = "PERCENT", _("percent")
    JOURNEYS = "JOURNEYS", _("journeys")
    KM = "KM", _("kilometres")
    MINUTES = "MINUTES", _("minutes")
    MEETINGS = "MEETINGS", _("meetings")
    ADULTS = "ADULTS", _("adults")
    ANSWERS = "ANSWERS", _("answers")
    MARK = "MARK", _("mark from 1 to 4")


@dataclass(frozen=True)
class Figure:
    """``code`` names it in its group, and in answers of the API; ``sentence`` defines it."""

    code: str
    name: str | Promise
    sentence: str | Promise
    unit: Unit


@dataclass(frozen=True)
class FigureGroup:
    """Figures of the same rows; ``sentence`` says what they have in common."""

    code: str
    name: str | Promise
    sentence: str | Promise
    figures: Sequence[Figure]

    @property
    def by_code(self) -> Mapping[str, Figure]:
        return {one.code: one for one in self.figures}
