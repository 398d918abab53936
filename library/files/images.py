"""Images: their pixels read, set upright and into sRGB, and written anew; nothing else stays."""

import io
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps

from library.files import kinds
from library.files.bounds import MAX_SIDE_PIXELS, Bounds
from library.files.kinds import Kind
from library.files.results import Found, Shown
from library.files.troubles import Trouble, UnfitError

FORMATS = {kinds.JPEG: "JPEG", kinds.PNG: "PNG", kinds.WEBP: "WEBP", kinds.AVIF: "AVIF"}
# The whole image may have a hundred times the pixels of what is shown: it is packed in haste.
WHOLE: dict[Kind, dict[str, Any]] = {
    kinds.JPEG: {"quality": 88, "progressive": True, "optimize": True},
    kinds.PNG: {"compress_level": 6},
    kinds.WEBP: {"quality": 88, "method": 2},
    kinds.AVIF: {"quality": 75, "speed": 10, "max_threads": 1},
}
# What pages show; a browser takes the first that it knows, AVIF where it can.
SHOWN: dict[Kind, dict[str, Any]] = {
    kinds.WEBP: {"quality": 82, "method": 4},
    kinds.AVIF: {"quality": 60, "speed": 8, "max_threads": 1},
}
# The child may start no thread (``limit_what_it_leaves``), for which the decoder has no argument.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
PAPER = "#ffffff"
# No taller than this many widths, however long a poster is.
TALLEST = 2
SRGB = ImageCms.createProfile("sRGB")


def clean(path: Path, folder: Path, kind: Kind, bounds: Bounds) -> Found:
    """Write the image anew in its own format, and smaller ones to show.

    Raises:
        UnfitError: TOO_MANY_PIXELS, known before anything is unpacked, or DAMAGED.
        MemoryError: there is not enough to unpack or to pack it.

    """
    image = _read(path, kind, bounds)
    name = f"whole.{kind.extension}"
    _write(image, folder / name, kind, WHOLE[kind])
    shown = show(image, folder, "shown", bounds.widths)
    return Found(
        kind, name, width=image.width, height=image.height, shown=shown, cover=cover_of(shown)
    )


def show(
    image: Image.Image,
    folder: Path,
    stem: str,
    widths: tuple[int, ...],
    *,
    page: int = 1,
) -> list[Shown]:
    """Write an image in each width, widest first, never larger than it is; on white paper."""
    sizes = dict(sorted(_fitting(image.size, width) for width in widths))
    smaller = _on_paper(image)
    shown = []
    for size in sorted(sizes.items(), reverse=True):
        if size != smaller.size:
            smaller = smaller.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        for kind, options in SHOWN.items():
            name = f"{stem}-{size[0]}.{kind.extension}"
            _write(smaller, folder / name, kind, options)
            shown.append(Shown(name, kind.media_type, *size, page))
    return shown


def cover_of(shown: list[Shown]) -> str:
    """The widest WebP, which every program reads."""
    return next(one.name for one in shown if one.media_type == kinds.WEBP.media_type)


def refuse_many_pixels(width: int, height: int, bounds: Bounds) -> None:
    if width * height > bounds.megapixels * 10**6 or max(width, height) > MAX_SIDE_PIXELS:
        raise _too_many_pixels(bounds)


def _read(path: Path, kind: Kind, bounds: Bounds) -> Image.Image:
    if kind == kinds.WEBP:  # whose decoder makes room for all pixels when it is opened
        refuse_many_pixels(*_size_of_webp(path), bounds)
    try:
        with Image.open(path, formats=(FORMATS[kind],)) as image:
            refuse_many_pixels(*image.size, bounds)
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            return _plain(image)
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels(bounds) from bomb
    except (OSError, SyntaxError, ValueError) as damage:  # what Pillow's decoders raise
        raise UnfitError(Trouble.DAMAGED) from damage


def _plain(image: Image.Image) -> Image.Image:
    """Grey, RGB or RGBA in sRGB, eight bits a channel, with nothing beside the pixels."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    transparent = image.has_transparency_data
    if image.mode not in {"L", "RGB", "RGBA", "CMYK"} or (transparent and image.mode != "RGBA"):
        image = image.convert("RGBA" if transparent else "L" if image.mode == "1" else "RGB")
    if profile:
        image = _in_srgb(image, profile)
    plain = image.convert("RGB") if image.mode == "CMYK" else image.copy()
    plain.info.clear()
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, SRGB, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):  # no profile, or of other colours: shown without it
        return image


def _write(image: Image.Image, path: Path, kind: Kind, options: dict[str, Any]) -> None:
    try:
        image.save(path, FORMATS[kind], **options)
    except (OSError, RuntimeError, ValueError) as error:
        # Our own pixels, of a size that the format takes: there was no room to pack them.
        raise MemoryError from error


def _on_paper(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _fitting(size: tuple[int, int], width: int) -> tuple[int, int]:
    scale = min(width / size[0], TALLEST * width / size[1], 1)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _size_of_webp(path: Path) -> tuple[int, int]:
    """The size in the header (RFC 9649, 2.5 to 2.7)."""
    with path.open("rb") as file:
        head = file.read(30)

    def number(first: int, last: int) -> int:
        return int.from_bytes(head[first:last], "little")

    match head[12:16]:
        case b"VP8X":
            return number(24, 27) + 1, number(27, 30) + 1
        case b"VP8L":
            return (number(21, 25) & 0x3FFF) + 1, (number(21, 25) >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return number(26, 28) & 0x3FFF, number(28, 30) & 0x3FFF
    raise UnfitError(Trouble.DAMAGED)


def _too_many_pixels(bounds: Bounds) -> UnfitError:
    return UnfitError(
        Trouble.TOO_MANY_PIXELS, max_megapixels=bounds.megapixels, max_side=MAX_SIDE_PIXELS
    )
