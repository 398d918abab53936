"""Every figure, defined once: what it is called, what it counts, in which unit.

What is shown, exported or explained takes its words from here. The fields of the dataclasses
that hold figures are named after them: a test holds that none is without its definition.
"""

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


OWED = FigureGroup(
    "owed",
    _("What is owed"),
    _(
        "Of some classes under one duty of the school year. A session counts for a duty when its"
        " theme is one of the duty's, and for each of its classes. Hours are the length of"
        " sessions in whole minutes, given with two decimals. What one class had beyond its own"
        " amount makes up for no other class: what is left is that of each class, never below"
        " zero, added up."
    ),
    (
        Figure(
            "classes",
            _("Classes"),
            _(
                "Classes with at least one of the duty's levels. A class of several levels that"
                " two duties touch is owed both."
            ),
            Unit.CLASSES,
        ),
        Figure(
            "owed",
            _("Owed"),
            _("The duty's amount, for each of these classes."),
            Unit.OF_DUTY,
        ),
        Figure("done", _("Done"), _("Sessions that took place, whoever gave them."), Unit.OF_DUTY),
        Figure(
            "internal",
            _("By the school itself"),
            _("Of those done, the ones that the school's own staff gave and declared."),
            Unit.OF_DUTY,
        ),
        Figure("confirmed", _("Confirmed"), _("Sessions that will take place."), Unit.OF_DUTY),
        Figure("held", _("Held"), _("Sessions that wait for somebody's answer."), Unit.OF_DUTY),
        Figure("planned", _("Planned"), _("Confirmed and held together."), Unit.OF_DUTY),
        Figure("to_give", _("To give"), _("Owed, and not done yet."), Unit.OF_DUTY),
        Figure("missing", _("Missing"), _("Owed, and neither done nor planned."), Unit.OF_DUTY),
        Figure(
            "unknown_classes",
            _("Unknown"),
            _(
                "Classes with nothing at all recorded under the duty. What the school's own staff"
                " gave and did not declare is not zero, it is unknown."
            ),
            Unit.CLASSES,
        ),
    ),
)

GIVEN = FigureGroup(
    "given",
    _("What was given"),
    _(
        "Of sessions for classes that took place (in class, shows, and those that a school ran by"
        " itself and declared), in the school year or calendar year of the day on which they"
        " began. Where a class of several levels, or a session for several schools, stands in"
        " several places, each place counts it: parts may add up to more than the whole, which"
        " counts it once."
    ),
    (
        Figure(
            "sessions",
            _("Sessions"),
            _("Sessions that took place, once each, whatever the number of classes."),
            Unit.SESSIONS,
        ),
        Figure(
            "hours",
            _("Hours"),
            _("How long they lasted, once each, whatever the number of classes."),
            Unit.HOURS,
        ),
        Figure("classes", _("Classes met"), _("Classes met at least once."), Unit.CLASSES),
        Figure(
            "participations",
            _("Participations"),
            _(
                "Pupils present, added up class by class and session by session: who came twice"
                " counts twice."
            ),
            Unit.PUPILS,
        ),
        Figure(
            "reached",
            _("Pupils reached"),
            _(
                "For each class the most pupils present at one session, added up: the best count"
                " of different pupils that needs nobody's name."
            ),
            Unit.PUPILS,
        ),
        Figure("girls", _("Girls"), _("Participations reported as girls."), Unit.PUPILS),
        Figure("boys", _("Boys"), _("Participations reported as boys."), Unit.PUPILS),
        Figure(
            "neither_told",
            _("Girl or boy unknown"),
            _("Participations of which nobody reported whether girls or boys."),
            Unit.PUPILS,
        ),
        Figure(
            "unreported",
            _("Number of pupils unknown"),
            _(
                "Times a class was in a session whose number of pupils nobody reported; these"
                " count as nobody in the other figures."
            ),
            Unit.TIMES,
        ),
    ),
)

GROUPS: Sequence[FigureGroup] = (OWED, GIVEN)
