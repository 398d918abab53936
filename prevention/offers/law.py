"""Bring the themes and duties of the law, as shipped in ``law.toml``, to the database."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from library.models import Material
from prevention.fields import to_levels
from prevention.offers.models import Duty, Theme

LAW = Path(__file__).with_name("law.toml")


@dataclass(frozen=True)
class Loaded:
    """How many rows the file held, and what became of them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def load_law() -> Loaded:
    """Write the themes and duties shipped; rows that the file does not name are left alone."""
    law = tomllib.loads(LAW.read_text(encoding="utf-8"))
    found = [_bring(Theme, {"needs_agreement": False, **row}) for row in law["themes"]]
    found += [_bring_duty(row) for row in law["duties"]]
    return Loaded(*(found.count(outcome) for outcome in ("new", "changed", "unchanged")))


def _bring_duty(row: dict[str, Any]) -> str:
    themes = set(row.pop("themes"))
    outcome = _bring(Duty, row)
    duty = Duty.objects.get(code=row["code"])
    if set(duty.themes.values_list("pk", flat=True)) == themes:
        return outcome
    duty.themes.set(themes)
    return "changed" if outcome == "unchanged" else outcome


def _bring(model: type[Theme] | type[Duty], row: dict[str, Any]) -> str:
    values = {**row, "levels": to_levels(row["levels"])}
    known = model._default_manager.filter(code=row["code"]).first()
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return "unchanged"
    brought = known or model()
    for name, value in values.items():
        setattr(brought, name, value)
    brought.full_clean()
    brought.save()
    if isinstance(brought, Theme):
        Material.objects.about(brought.pk).touch()
    return "changed" if known else "new"
