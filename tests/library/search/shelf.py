"""The invented materials of ``shelf.toml`` as rows, in the search."""

import tomllib
from pathlib import Path
from typing import Any

from library.models import Material, MaterialVersion, StoredFile
from library.search.indexing import index
from prevention.models import Theme
from tests.factories import MaterialFactory, ThemeFactory


def fill() -> dict[str, Material]:
    """Put every material on the shelf and into the search, by its name in the file."""
    read = tomllib.loads(Path(__file__).with_name("shelf.toml").read_text(encoding="utf-8"))
    themes = {code: ThemeFactory(code=code, name=name) for code, name in read["themes"].items()}
    shelf = {name: _material(said, themes) for name, said in read["materials"].items()}
    index(shelf.values())
    return shelf


def _material(said: dict[str, Any], themes: dict[str, Theme]) -> Material:
    text, codes = said.pop("text", ""), said.pop("themes").split()
    material = MaterialFactory(**{"url": "", **said, "levels": said["levels"].split()})
    material.themes.set([themes[code] for code in codes])
    if text:
        give_text(material, text)
    return material


def give_text(material: Material, text: str) -> None:
    """Let the material have a file that says so."""
    file = StoredFile.objects.create(
        sha256=f"{material.pk:064x}", media_type="application/pdf", size_bytes=1, text=text
    )
    number = material.versions.count() + 1
    material.current = MaterialVersion.objects.create(material=material, number=number, file=file)
    material.save()
