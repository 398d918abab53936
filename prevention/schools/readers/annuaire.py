"""« Annuaire de l'éducation » (fr-en-annuaire-education): what a row says of a school.

Source: ministry of Éducation nationale, open data, Licence Ouverte 2.0. Read in its labelled
and API flavours from 2023 to 2026.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prevention.schools.readers.cells import (
    coordinates,
    day_or_none,
    department,
    email_or_none,
    flag,
    insee_code,
    postcode_or_none,
    valid_uai,
    words,
)
from prevention.schools.readers.tables import Column, Row, RowError
from prevention.schools.readers.words import plain
from prevention.schools.zones import holiday_zone_of, time_zone_of
from prevention.vocabulary import Priority, SchoolKind, Sector

COLUMNS = [
    Column("uai", ("Identifiant_de_l_etablissement", "numero_uai")),
    Column("name", ("Nom_etablissement", "appellation_officielle")),
    Column("type", ("Type_etablissement",)),
    Column("sector", ("Statut_public_prive",)),
    Column("address", ("Adresse_1",), required=False),
    Column("postcode", ("Code_postal",), required=False),
    Column("commune_code", ("Code_commune",)),
    Column("commune_name", ("Nom_commune",)),
    Column("department", ("Code_departement",)),
    Column("academy", ("Libelle_academie",)),
    Column("nursery", ("Ecole_maternelle",), required=False),
    Column("elementary", ("Ecole_elementaire",), required=False),
    Column("general", ("Voie_generale",), required=False),
    Column("technological", ("Voie_technologique",), required=False),
    Column("vocational", ("Voie_professionnelle",), required=False),
    Column("phone", ("Telephone",), required=False),
    Column("website", ("Web",), required=False),
    Column("email", ("Mail",), required=False),
    Column("ulis", ("ULIS",), required=False),
    Column("segpa", ("Segpa",), required=False),
    Column("priority", ("Appartenance_Education_Prioritaire",), required=False),
    Column("contract", ("Type_contrat_prive",), required=False),
    Column("circonscription", ("nom_circonscription",), required=False),
    Column("latitude", ("latitude",), required=False),
    Column("longitude", ("longitude",), required=False),
    Column("opened_on", ("date_ouverture",), required=False),
    Column("state", ("etat",), required=False),
    Column("nature", ("code_nature",), required=False),
]

CLOSING = "A FERMER"

# Codes of nature (Répertoire national des établissements) that leave no doubt.
_NATURES = {
    "101": SchoolKind.MAT,
    "151": SchoolKind.ELEM,
    "300": SchoolKind.LGT,
    "301": SchoolKind.LGT,
    "302": SchoolKind.LGT,
    "306": SchoolKind.LPO,
    "320": SchoolKind.LP,
    "340": SchoolKind.CLG,
    "370": SchoolKind.EREA,
}
_PRIORITIES = {"": Priority.NONE, "rep": Priority.REP, "rep+": Priority.REPP}
_ANNEXE = re.compile(r"\bannexe\b", re.IGNORECASE)
_INSPECTION = re.compile(r"^Circonscription d'inspection du 1er degr. (de |d')?", re.IGNORECASE)


@dataclass(frozen=True)
class OfficialSchool:
    """A school as the annuaire tells it, in the fields of ``School``."""

    fields: Mapping[str, object]
    commune_name: str

    @property
    def uai(self) -> str:
        return str(self.fields["uai"])

    @property
    def is_annexe(self) -> bool:
        """A second site under the UAI of the first: the annuaire gives it a row too."""
        return bool(_ANNEXE.search(str(self.fields["name"])))


def read_school(row: Row) -> OfficialSchool | None:
    """Read one row; None for what is no school (an office, a hospital service).

    Raises:
        RowError: a cell that matters cannot be true.

    """
    kind = _kind(row)
    if kind is None:
        return None
    if not row["name"]:
        raise RowError(_("The school has no name."))
    latitude, longitude = coordinates(row["latitude"], row["longitude"], row["department"])
    return OfficialSchool(
        commune_name=words(row["commune_name"], at_most=200),
        fields={
            "uai": valid_uai(row["uai"]),
            "name": words(row["name"], at_most=250),
            "kind": kind,
            "sector": _sector(row),
            "priority": _priority(row["priority"]),
            "has_ulis": flag(row["ulis"]),
            "has_segpa": flag(row["segpa"]),
            "address": row["address"][:250],
            "postcode": postcode_or_none(row["postcode"]),
            "commune_id": insee_code(row["commune_code"]),
            "phone": row["phone"][:30],
            "email": email_or_none(row["email"]),
            "website": row["website"][:250],
            "latitude": latitude,
            "longitude": longitude,
            "circonscription": _INSPECTION.sub("", row["circonscription"])[:150],
            "department_code": department(row["department"]),
            "academy": row["academy"][:60],
            "holiday_zone": holiday_zone_of(row["academy"]),
            "time_zone": time_zone_of(department(row["department"])),
            "opened_on": day_or_none(row["opened_on"]),
            "status": "CLOSING" if row["state"] == CLOSING else "OPEN",
            "closed_on": None,
        },
    )


def _kind(row: Row) -> SchoolKind | None:
    match plain(row["type"]):
        case "ecole":
            return _primary_kind(row)
        case "college":
            return SchoolKind.CLG
        case "lycee":
            return _lycee_kind(row)
        case "erea":
            return SchoolKind.EREA
        case "service administratif" | "medico social" | "information et orientation" | "autre":
            return None
        case "":
            return _NATURES.get(row["nature"])
        case _:
            raise RowError(_("“%(kind)s” is not a kind of school.") % {"kind": row["type"]})


def _primary_kind(row: Row) -> SchoolKind:
    match flag(row["nursery"]), flag(row["elementary"]):
        case True, True:
            return SchoolKind.PRIM
        case True, False:
            return SchoolKind.MAT
        case False, True:
            return SchoolKind.ELEM
    return _NATURES.get(row["nature"], SchoolKind.ELEM)


def _lycee_kind(row: Row) -> SchoolKind:
    """Nature first: the flags of a lycée's ways are often left empty."""
    if row["nature"] in _NATURES:
        return _NATURES[row["nature"]]
    if not flag(row["vocational"]):
        return SchoolKind.LGT
    other_ways = flag(row["general"]) or flag(row["technological"])
    return SchoolKind.LPO if other_ways else SchoolKind.LP


def _sector(row: Row) -> Sector:
    match plain(row["sector"]):
        case "public":
            return Sector.PUBLIC
        case "prive":
            # An empty contract is unknown; nearly all private schools have one. The ministry
            # itself writes "C0NTRAT SIMPLE" with a zero.
            without = "hors contrat" in plain(row["contract"])
            return Sector.PRIVE_HC if without else Sector.PRIVE_SC
    raise RowError(_("“%(sector)s” is neither “Public” nor “Privé”.") % {"sector": row["sector"]})


def _priority(text: str) -> Priority:
    try:
        return _PRIORITIES[text.strip().lower()]
    except KeyError:
        raise RowError(_("“%(priority)s” is neither REP nor REP+.") % {"priority": text}) from None
