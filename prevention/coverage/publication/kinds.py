"""Which tables are published of a territory, each by two things."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Kind:
    """Which table: figures by ``rows`` and ``columns``, two dimensions."""

    code: str
    name: Promise
    figures: Sequence[str]
    rows: str
    columns: str = "theme"


TOGETHER: Final = (
    Kind(
        "participations_by_commune",
        gettext_lazy("Participations by commune and theme"),
        ["participations"],
        "commune",
    ),
    Kind(
        "participations_by_level",
        gettext_lazy("Participations by level and theme"),
        ["participations"],
        "level",
    ),
    Kind(
        "participations_by_partner",
        gettext_lazy("Participations by partner and theme"),
        ["participations"],
        "partner",
    ),
    Kind(
        "participations_by_sex",
        gettext_lazy("Participations of girls and boys by theme"),
        ["participations"],
        "sex",
    ),
)
SESSIONS: Final = Kind(
    "sessions_by_partner",
    gettext_lazy("Sessions and hours by partner and theme"),
    ["sessions", "hours"],
    "partner",
)
CLASSES: Final = Kind(
    "classes_by_kind",
    gettext_lazy("Classes and pupils reached by kind of school and priority education"),
    ["classes", "reached"],
    "kind",
    "priority",
)
KINDS: Final = (*TOGETHER, SESSIONS, CLASSES)
