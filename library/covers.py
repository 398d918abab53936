"""The image that stands for a material: drawn from its title, or uploaded and made safe."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw, ImageFont

from library.files.cleaning import bounds_of_site, clean
from library.files.kinds import HEAD_BYTES, Family, sniff
from library.files.troubles import UnfitError
from library.models import Material
from prevention.errors import RefusedError
from prevention.vocabulary import Level

COVER_TYPE = "image/webp"
SIZE = (800, 450)
MARGIN = 48
FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"
TITLE_SIZES = (64, 56, 48, 40, 34)
TITLE_LINES = 4
INK = "#ffffff"

# One colour a cycle, dark enough for white letters (WCAG 2.2, 1.4.3: 4.5 to 1).
COLOURS: dict[str, tuple[Level, ...]] = {
    "#8a3b00": (Level.TPS, Level.PS, Level.MS, Level.GS),
    "#1b6b3a": (Level.CP, Level.CE1, Level.CE2),
    "#00627a": (Level.CM1, Level.CM2, Level.SIXIEME),
    "#3a3f9e": (Level.CINQUIEME, Level.QUATRIEME, Level.TROISIEME),
    "#7a1f5c": (Level.SECONDE, Level.PREMIERE, Level.TERMINALE, Level.CAP1, Level.CAP2),
}

# How wide an uploaded cover is kept, at most.
UPLOAD_WIDTH = 1600


class CoverUnreadableError(RefusedError):
    code = "cover_unreadable"
    message = _("This file is not a PNG, JPEG, WebP or AVIF image: choose another.")


def make_cover(material: Material) -> None:
    """Draw the cover of a material and keep it; the same material gives the same bytes."""
    _keep(material, draw_cover(material))


def take_picture(material: Material, picture: bytes) -> None:
    """Make a picture that was made here, WebP, the cover of a material."""
    _keep(material, picture)


def take_cover(material: Material, upload: bytes) -> None:
    """Make an uploaded image the cover of a material.

    Raises:
        CoverUnreadableError, FileRefusedError: see ``clean_image``.

    """
    _keep(material, clean_image(upload))


def draw_cover(material: Material) -> bytes:
    """Draw title, kind and levels on the colours of the levels' cycles; WebP."""
    colours = [hue for hue, levels in COLOURS.items() if set(levels) & set(material.levels)]
    image = Image.new("RGB", SIZE, colours[0])
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    for place, hue in enumerate(colours):
        left = width * place // len(colours)
        draw.rectangle((left, height - 90, width * (place + 1) // len(colours), height), fill=hue)
    draw.line((0, height - 90, width, height - 90), fill=INK, width=3)
    # A cover is stored once for all readers: it speaks the language of the schools.
    with translation.override("fr"):
        kind = material.get_kind_display().upper()
    draw.text((MARGIN, MARGIN), kind, INK, _font(26))
    title, size = _fit(material.title, width - 2 * MARGIN)
    draw.multiline_text((MARGIN, MARGIN + 54), title, INK, _font(size), spacing=10)
    codes, size = _fit(" · ".join(material.levels), width - 2 * MARGIN, sizes=(30, 24, 20), lines=2)
    draw.multiline_text((MARGIN, height - 45), codes, INK, _font(size), anchor="lm", spacing=8)
    return _webp(image)


def clean_image(upload: bytes) -> bytes:
    """Read an untrusted image and write its pixels anew, without metadata; WebP.

    Raises:
        CoverUnreadableError: no image of the types taken.
        FileRefusedError: an image that is damaged or too large.

    """
    try:
        is_image = sniff(upload[:HEAD_BYTES])[0].family == Family.IMAGE
    except UnfitError as error:
        raise CoverUnreadableError from error
    if not is_image:
        raise CoverUnreadableError
    with TemporaryDirectory() as folder:
        given = Path(folder) / "given"
        given.write_bytes(upload)
        bounds = replace(bounds_of_site(), widths=(UPLOAD_WIDTH,))
        image = clean(given, work=Path(folder), bounds=bounds)
        return image.renditions[0].path.read_bytes()  # the widest, in WebP


def _keep(material: Material, image: bytes) -> None:
    """Store an image under the digest of its bytes, where it is not there yet."""
    name = f"covers/{hashlib.sha256(image).hexdigest()[:32]}.webp"
    storage = material.cover.storage
    if not storage.exists(name):
        storage.save(name, ContentFile(image))
    material.cover.name = name
    material.save(update_fields=["cover", "updated_at"])


def _webp(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=85, method=4)
    return target.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout draws the same on every machine; Raqm is not on all of them.
    return ImageFont.truetype(FONT_FILE, size, layout_engine=ImageFont.Layout.BASIC)


def _fit(
    text: str, width: int, *, sizes: tuple[int, ...] = TITLE_SIZES, lines: int = TITLE_LINES
) -> tuple[str, int]:
    """Break a text into lines of at most ``width`` pixels, in the largest size that holds it."""
    for size in sizes:
        broken = _break(text, width, _font(size))
        if len(broken) <= lines and len(broken) * (size + 10) <= TITLE_LINES * 60:
            return "\n".join(broken), size
    kept = broken[:lines]
    return "\n".join([*kept[:-1], kept[-1].rstrip()[:-1] + "…"]), size


def _break(text: str, width: int, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break at spaces, and inside a word only where it alone is too wide."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        rest = word
        while font.getlength(rest) > width:
            cut = next(
                end for end in range(len(rest), 0, -1) if font.getlength(rest[:end]) <= width
            )
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines
