"""What figures can be told apart by, and narrowed to: where it stands, and what it is called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevention.offers.models import Organisation, Theme
from prevention.schools.models import Commune, Epci, School
from prevention.schools.readers.words import plain
from prevention.vocabulary import Level, Priority, SchoolKind, Sector, SessionKind


class Giver(models.TextChoices):
    """Who gave a session."""

    NETWORK = "NETWORK", gettext_lazy("the partners of the network")
    SCHOOL = "SCHOOL", gettext_lazy("the schools themselves")


# Of a row of ``SessionGroup``: rows that are told apart by it have it as ``giver``.
GIVER = Case(
    When(session__kind=SessionKind.INTERNAL, then=Value(Giver.SCHOOL.value)),
    default=Value(Giver.NETWORK.value),
)
# From a class.
OF_CLASSES = {
    "school": "school",
    "commune": "school__commune",
    "epci": "school__commune__epci",
    "circonscription": "school__circonscription",
    "department": "school__department_code",
    "kind": "school__kind",
    "sector": "school__sector",
    "priority": "school__priority",
    "qpv": "school__qpv",
    "level": "levels",
}
# From a row of ``SessionGroup``, a class in a session.
OF_SESSIONS = {name: f"group__{path}" for name, path in OF_CLASSES.items()} | {
    "theme": "session__theme",
    "partner": "session__offer__organisation",
    "session_kind": "session__kind",
    "giver": "giver",
}

NAMED_BY_ROWS: Mapping[str, Any] = {
    "school": School,
    "commune": Commune,
    "epci": Epci,
    "theme": Theme,
    "partner": Organisation,
}
NAMED_BY_CODES: Mapping[str, Any] = {
    "kind": SchoolKind,
    "sector": Sector,
    "priority": Priority,
    "level": Level,
    "session_kind": SessionKind,
    "giver": Giver,
}


def narrowed_to(chosen: Mapping[str, Any], paths: Mapping[str, str]) -> Q:
    """Choose rows that stand where each name of ``chosen`` says; a level is one of a class's."""
    lookups = {
        f"{paths[name]}__overlap" if name == "level" else paths[name]: (
            [value] if name == "level" else value
        )
        for name, value in chosen.items()
    }
    return Q(**lookups)


def called(dimension: str, values: Iterable[Any]) -> dict[Any, str]:
    """Say what values of a dimension are called, in the reader's language; at most one query."""
    values = list(values)
    names: dict[Any, str] = {value: str(value) for value in values}
    if model := NAMED_BY_ROWS.get(dimension):
        rows = model.objects.filter(pk__in=[value for value in values if value is not None])
        names |= dict(rows.values_list("pk", "name"))
    elif codes := NAMED_BY_CODES.get(dimension):
        names |= {value: str(codes(value).label) for value in values if value}
    elif dimension == "qpv":
        names |= {True: _("in a priority neighbourhood"), False: _("elsewhere")}
    names |= {value: _nowhere(dimension) for value in values if value is None or value == ""}
    return names


def where(dimension: str, values: Iterable[Any]) -> dict[Any, str]:
    """Say in which commune the schools among the values stand: their names are not unique.

    Costs one query for schools, none for any other dimension.
    """
    if dimension != "school":
        return {}
    rows = School.objects.filter(pk__in=list(values))
    return dict(rows.values_list("pk", "commune__name"))


@dataclass(frozen=True)
class Named:
    """A value of a dimension: ``text`` is that of its key, empty where it is not known.

    ``about`` tells same names apart.
    """

    value: Any
    text: str
    name: str
    about: str


def in_order(dimension: str, values: Iterable[Any]) -> list[Named]:
    """Name values of a dimension, in the order of their names; levels in that of school.

    Accents do not count in it, as in a dictionary. At most two queries.
    """
    values = list(values)
    names, places = called(dimension, values), where(dimension, values)
    order: Callable[[Any], Any] = (
        list(Level).index
        if dimension == "level"
        else lambda one: (plain(names[one]), names[one], str(one))
    )
    return [
        Named(value, "" if value is None else str(value), names[value], places.get(value, ""))
        for value in sorted(values, key=order)
    ]


def _nowhere(dimension: str) -> str:
    if dimension == "partner":
        return _("given by the schools themselves")
    return _("not known")
