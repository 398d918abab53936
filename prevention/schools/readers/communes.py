"""Communes with their group (EPCI), and their outlines.

Sources: Insee, Code officiel géographique, and DGCL, groups of communes, as in the package
@etalab/decoupage-administratif; IGN, Admin Express (GeoJSON). Licence Ouverte 2.0.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from prevention.schools.readers.cells import (
    coordinates,
    department,
    insee_code,
    whole_number,
    words,
)
from prevention.schools.readers.tables import Column, Row, RowError, UnusableFileError

COLUMNS = [
    Column("code", ("code_insee", "Code_commune", "COM")),
    Column("name", ("nom", "Nom_commune", "LIBELLE")),
    Column("postcodes", ("codes_postaux", "Code_postal"), required=False),
    Column("population", ("population",), required=False),
    Column("arrondissement", ("code_arrondissement",), required=False),
    Column("department", ("code_departement",), required=False),
    Column("siren", ("siren_epci",)),
    Column("epci", ("nom_epci",)),
]

# Some thousand communes; a file beyond it is not the outlines of a territory.
LARGEST_OUTLINES = 200_000_000


@dataclass(frozen=True)
class OfficialCommune:
    fields: Mapping[str, object]
    epci_name: str


@dataclass(frozen=True)
class Outline:
    """The outline of a commune: a GeoJSON geometry (RFC 7946), and its middle in degrees."""

    insee_code: str
    geometry: Mapping[str, Any]
    latitude: float
    longitude: float


def read_commune(row: Row) -> OfficialCommune:
    """Read one row; the SIREN of the group is empty for the few communes without one.

    Raises:
        RowError: a code or a number cannot be true.

    """
    siren = row["siren"]
    if siren and not (len(siren) == 9 and siren.isdigit()):  # noqa: PLR2004
        raise RowError(_("“%(siren)s” is not a SIREN number.") % {"siren": siren})
    if not row["name"]:
        raise RowError(_("The commune has no name."))
    return OfficialCommune(
        epci_name=words(row["epci"], at_most=200),
        fields={
            "insee_code": insee_code(row["code"]),
            "name": words(row["name"], at_most=200),
            "postcodes": [code for code in row["postcodes"].split("|") if code],
            "population": whole_number(row["population"], at_most=10_000_000),
            "arrondissement_code": words(row["arrondissement"], at_most=4),
            "department_code": department(row["department"]) if row["department"] else "",
            "epci_id": siren or None,
        },
    )


def read_outlines(path: Path) -> Iterator[Outline]:
    """Read a GeoJSON file with the property ``code`` (INSEE) on each feature.

    Raises:
        UnusableFileError: not such a file.

    """
    if path.stat().st_size > LARGEST_OUTLINES:
        raise UnusableFileError(reason=str(_("it is too large for outlines of communes.")))
    try:
        for feature in json.loads(path.read_bytes())["features"]:
            yield _outline(feature)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise UnusableFileError(reason=str(_("it is not a GeoJSON file of communes."))) from error


def _outline(feature: Mapping[str, Any]) -> Outline:
    code, geometry = insee_code(feature["properties"]["code"]), feature["geometry"]
    longitude, latitude = _middle(geometry)
    # Also catches swapped coordinates, and numbers that are none.
    coordinates(f"{latitude:f}", f"{longitude:f}", code[:2])
    return Outline(code, geometry, latitude, longitude)


def _middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """The centroid of the largest ring (shoelace formula): ``(longitude, latitude)``."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return max((_centroid(polygon[0]) for polygon in polygons), key=lambda found: found[0])[1]


def _centroid(ring: list[list[float]]) -> tuple[float, tuple[float, float]]:
    """Area (positive) and centroid of a closed ring of ``[longitude, latitude]``."""
    area = x = y = 0.0
    for (x1, y1, *_z1), (x2, y2, *_z2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    if not area:
        raise ValueError("A ring without an area.")
    return abs(area), (x / (6 * area), y / (6 * area))
