"""A material as the page of a share link shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from library.models import Material, StoredFile

WIDEST = 1280


class Picture(NamedTuple):
    """A page of the file, as a picture at its address."""

    page: int
    width: int
    height: int
    url: str


@dataclass(frozen=True)
class SharedItem:
    """What a pupil or parent sees of a material; ``kind`` is what the file is shown as."""

    material: Material
    kind: str
    file: StoredFile | None
    file_url: str
    pictures: Sequence[Picture]

    @property
    def warnings(self) -> str:
        return ", ".join(str(one.label) for one in self.material.warnings)

    @property
    def facts(self) -> str:
        minutes = self.material.duration_minutes
        said = [capfirst(self.material.get_kind_display()), self.material.publisher]
        if minutes:
            said.append(_("%(minutes)s min") % {"minutes": minutes})
        return " · ".join(part for part in said if part)

    @property
    def said_size(self) -> str:
        return filesizeformat(self.file.size_bytes) if self.file else ""


def shared_item(material: Material, secret: str) -> SharedItem:
    """Gather what is shown of one material; its file must be loaded."""
    if material.current is None:
        return SharedItem(material, "", None, "", ())
    file, named = material.current.file, [secret, material.public_id]
    widest: dict[int, Picture] = {}
    for one in file.renditions.all():
        if one.media_type == "image/webp" and one.width <= WIDEST:
            url = reverse("shared-picture", args=[*named, one.page, one.width])
            widest[one.page] = Picture(one.page, one.width, one.height, url)
    return SharedItem(
        material,
        file.media_type.partition("/")[0],
        file,
        reverse("shared-file", args=named),
        list(widest.values()),
    )
