"""What facets and ranks are made of: a short row of each material."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from library.models.materials import MaterialQuerySet
from library.search.hits import hits
from library.search.words import Term

# The columns of ``Row`` but the last, in its order.
COLUMNS = [
    "pk",
    "levels",
    "axes",
    "kind",
    "audience",
    "duration_minutes",
    "language",
    "accessibility",
    "licence",
    "publisher",
    "indexed__themes",
    "reviewed_on",
    "indexed__sorting",
]


class Row(NamedTuple):
    """A material as the search reads it: values as they are stored."""

    pk: int
    level: int
    axis: int
    kind: str
    audience: str
    duration: int | None
    language: str
    accessibility: int
    licence: str
    source: str
    theme: str
    reviewed_on: object
    sorting: str
    match: int


def read_rows(materials: MaterialQuerySet, terms: Sequence[Term] = ()) -> list[Row]:
    """Read what facets and ranks are made of, as it is stored: there are many, shown to nobody."""
    visible = materials.filter(indexed__isnull=False).order_by().values_list(*COLUMNS)
    try:
        sql, params = visible.query.sql_with_params()
    except EmptyResultSet:
        return []
    if terms:
        found, more = hits(terms)
        sql = f"SELECT visible.*, hits.match FROM ({sql}) AS visible JOIN ({found}) AS hits ON hits.material_id = visible.pk"  # noqa: E501, S608 - both are of our own
        params = (*params, *more)
    else:
        sql = f"SELECT visible.*, 0 FROM ({sql}) AS visible"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Row._make(row) for row in cursor.fetchall()]
