"""The official files that can be imported: one list, which the administration offers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevention.schools.imports.calendar import import_calendar
from prevention.schools.imports.classes import import_classes
from prevention.schools.imports.communes import import_communes
from prevention.schools.imports.facts import import_headcounts, import_places, import_priority
from prevention.schools.imports.public_holidays import import_public_holidays
from prevention.schools.imports.report import Report
from prevention.schools.imports.schools import import_schools


@dataclass(frozen=True)
class Options:
    """What a person adds to a file; each kind of file takes what it needs."""

    today: date
    school_year: int
    complete: bool = False


@dataclass(frozen=True)
class ImportKind:
    """A kind of official file, and the act that stores it."""

    code: str
    label: str | Promise
    run: Callable[[Path, Options], Report]


KINDS = {
    kind.code: kind
    for kind in (
        ImportKind(
            "schools",
            _("schools (Annuaire de l’éducation)"),
            lambda path, options: import_schools(
                path, today=options.today, complete=options.complete
            ),
        ),
        ImportKind(
            "communes",
            _("communes and their groups"),
            lambda path, _options: import_communes(path),
        ),
        ImportKind(
            "priority",
            _("REP and REP+ schools"),
            lambda path, _options: import_priority(path),
        ),
        ImportKind(
            "headcounts",
            _("pupils per school"),
            lambda path, _options: import_headcounts(path),
        ),
        ImportKind(
            "places",
            _("places of schools (Géolocalisation)"),
            lambda path, _options: import_places(path),
        ),
        ImportKind(
            "classes",
            _("classes of a school year"),
            lambda path, options: import_classes(path, school_year=options.school_year),
        ),
        ImportKind(
            "calendar",
            _("school holidays (Calendrier scolaire)"),
            lambda path, _options: import_calendar(path),
        ),
        ImportKind(
            "public_holidays",
            _("public holidays (Jours fériés)"),
            lambda path, _options: import_public_holidays(path),
        ),
    )
}
