"""The help services that are shipped: brought to the directory, and to what the file says."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from library.help_entries import change_help_service
from library.models import HelpService
from prevention.fields import to_levels
from prevention.vocabulary import Level

SHIPPED = Path(__file__).with_name("help_services.toml")


@dataclass(frozen=True)
class Loaded:
    """How many rows were made, brought to what the file says, and right already."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def load_help_services(*, communes: Iterable[str] = ()) -> Loaded:
    """Write the services shipped; those that the file does not name are left alone.

    ``communes`` (INSEE codes) are where the local ones serve; without any they are left out.
    """
    served = list(communes)
    rows: list[dict[str, Any]] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["services"]
    found = [
        _bring(row, served if local else [])
        for row in rows
        if not (local := row.pop("local", False)) or served
    ]
    return Loaded(*(found.count(outcome) for outcome in ("new", "changed", "unchanged")))


def _bring(row: dict[str, Any], communes: list[str]) -> str:
    themes = row.pop("themes", [])
    levels = row.get("levels")
    values = {**row, "levels": to_levels(levels) if levels else tuple(Level)}
    known = HelpService.objects.filter(code=row["code"]).first()
    if known and _is_so(known, values, {"themes": themes, "communes": communes}):
        return "unchanged"
    change_help_service(known or HelpService(), **values, themes=themes, communes=communes)
    return "changed" if known else "new"


def _is_so(known: HelpService, values: dict[str, Any], related: dict[str, list[str]]) -> bool:
    return all(getattr(known, name) == value for name, value in values.items()) and all(
        set(getattr(known, name).values_list("pk", flat=True)) == set(keys)
        for name, keys in related.items()
    )
