"""The invented library: materials with files of our own, collections, and who needs which when."""

import tempfile
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from library.acts import add_material, publish, submit, withdraw
from library.collecting import Line, add_collection
from library.covers import make_cover
from library.models import Collection, Material
from library.services import load_help_services
from library.versions import add_version
from library.vocabulary import MaterialState, WithdrawReason
from prevention.demonstration.sheets import make_poster, make_sheet
from prevention.fields import to_levels
from prevention.offers.acts import Placed, write_offer
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.schools.models import Commune
from prevention.vocabulary import Moment

LIBRARY = Path(__file__).with_name("library.toml")
STEPS = ("sheet", "poster", "state", "withdrawn_reason")

Say = Callable[[str], object]


def read_library() -> dict[str, Any]:
    """What ``library.toml`` tells: ``defaults``, ``materials``, ``collections``, ``placed``."""
    return tomllib.loads(LIBRARY.read_text(encoding="utf-8"))


def furnish_library(
    told: Mapping[str, Any], *, by: User, now: datetime, say: Say = lambda _words: None
) -> int:
    """Make whatever is told and not there yet; gives how many materials that was."""
    load_help_services(communes=Commune.objects.values_list("pk", flat=True))
    known = set(Material.objects.values_list("title", flat=True))
    wanted = [row for row in told["materials"] if row["title"] not in known]
    if wanted:
        say(f"Ressources de la bibliothèque ({len(wanted)})…")
    for number, row in enumerate(wanted):
        _material({**told["defaults"], **row}, number=number, by=by, now=now)
        if number % 10 == 9:  # noqa: PLR2004 - a sign of life now and then
            say(f"  {number + 1} sur {len(wanted)}")
    by_title = {one.title: one for one in Material.objects.published()}
    for row in told["collections"]:
        _collection(row, by_title, by=by)
    if wanted:
        _place(told["placed"], by_title)
    return len(wanted)


def _material(row: dict[str, Any], *, number: int, by: User, now: datetime) -> None:
    """One material through its life, as people would take it."""
    fields = {name: value for name, value in row.items() if name not in STEPS}
    levels = to_levels(fields.pop("levels"))
    with transaction.atomic():
        material = add_material(by=by, levels=levels, **fields)
        if file := _file(row, number):
            with tempfile.NamedTemporaryFile() as written:
                written.write(file)
                written.flush()
                path = Path(written.name)
                add_version(material=material, path=path, name=row["title"], by=by, now=now)
        else:
            make_cover(material)
        match row.get("state", MaterialState.PUBLISHED):
            case MaterialState.IN_REVIEW:
                submit(material=material)
            case MaterialState.WITHDRAWN:
                withdraw(material=material, reason=WithdrawReason(row["withdrawn_reason"]))
            case _:
                publish(material=material, by=by, now=now)


def _file(row: Mapping[str, Any], number: int) -> bytes | None:
    if "sheet" in row:
        return make_sheet(row["title"], row["publisher"], row["sheet"])
    if "poster" in row:
        return make_poster(row["title"], row["poster"], number=number)
    return None


def _collection(row: dict[str, Any], by_title: Mapping[str, Material], *, by: User) -> None:
    if Collection.objects.filter(title=row["title"]).exists():
        return
    fields = {**row, "levels": to_levels(row["levels"]), "theme_id": row["theme"]}
    del fields["theme"]
    entries = [Line(by_title[title]) for title in fields.pop("materials")]
    add_collection(by=by, entries=entries, published=True, **fields)


def _place(rows: list[dict[str, Any]], by_title: Mapping[str, Material]) -> None:
    """Give offers their materials, beside those they have."""
    for offer in Offer.objects.filter(title__in={row["offer"] for row in rows}):
        there = [
            Placed(one.material, Moment(one.moment), one.session_number)
            for one in offer.offer_materials.select_related("material")
        ]
        more = [
            Placed(by_title[row["material"]], Moment(row["moment"]), row.get("session", 0))
            for row in rows
            if row["offer"] == offer.title
        ]
        write_offer(offer, materials=[*there, *more])
