"""What is known of a file once it is clean."""

from dataclasses import dataclass, field
from pathlib import Path

from library.files.kinds import Family, Kind


@dataclass(frozen=True)
class Shown:
    """An image of a file: of the whole image, of one of its pages, or of a moment of a film.

    ``page`` counts from 1, and of a page there is one image of each type and width.
    """

    name: str
    media_type: str
    width: int
    height: int
    page: int = 1


@dataclass(frozen=True)
class Found:
    """What the child tells; files are names in its work folder."""

    kind: Kind
    name: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    text: str = ""
    shown: list[Shown] = field(default_factory=list)
    cover: str | None = None


@dataclass(frozen=True)
class Rendition:
    """A smaller image of the file, WebP or AVIF; see ``Shown``."""

    name: str
    media_type: str
    width: int
    height: int
    path: Path
    page: int


@dataclass(frozen=True)
class Cleaned:
    """A file made anew.

    ``pages`` of a PDF or slides of a presentation; ``width`` and ``height`` in pixels, upright;
    ``text`` is for search; ``cover`` is the widest WebP of what stands for the file.
    """

    media_type: str
    extension: str
    family: Family
    path: Path
    size_bytes: int
    sha256: str
    pages: int | None
    width: int | None
    height: int | None
    duration_seconds: float | None
    text: str
    renditions: tuple[Rendition, ...]
    cover: Path | None
    peak_memory_bytes: int
