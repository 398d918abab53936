"""The school world: where classes are, and when they have class."""

from prevention.schools.models.classes import ClassGroup, ClassGroupQuerySet
from prevention.schools.models.places import Commune, Epci
from prevention.schools.models.rooms import Room
from prevention.schools.models.schools import Closure, School, SchoolQuerySet, SchoolTimetable
from prevention.schools.models.years import Holiday, PublicHoliday, SchoolYear

__all__ = [
    "ClassGroup",
    "ClassGroupQuerySet",
    "Closure",
    "Commune",
    "Epci",
    "Holiday",
    "PublicHoliday",
    "Room",
    "School",
    "SchoolQuerySet",
    "SchoolTimetable",
    "SchoolYear",
]
