"""The files of the demonstration's library: A4 sheets and posters, made from a few lines each."""

import io
import textwrap
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from library.covers import FONT_FILE, INK

PAGE = (595, 842)  # A4, in points
LEFT, TOP, BOTTOM = 56, 770, 60
BODY = 11
# Helvetica's letters are about half as wide as they are high.
PER_LINE = {24: 34, 14: 62, BODY: 82}
FONTS = {"/F1": "/Helvetica", "/F2": "/Helvetica-Bold"}

POSTER = (1240, 1754)  # A4 at 150 dots an inch
GROUNDS = ("#0f4f55", "#8a3b00", "#1b6b3a", "#3a3f9e", "#7a1f5c")

Line = tuple[str, str, int, int]
"""Font, text, size and the space before it, in points."""


def make_sheet(title: str, publisher: str, sheet: str) -> bytes:
    """Write a PDF of a title and of lines: "# " begins a heading, "- " a point.

    Its text is text: it is searched, read aloud and copied.
    """
    document = pikepdf.new()
    fonts = pikepdf.Dictionary()
    for name, base in FONTS.items():
        fonts[name] = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name(base),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
    for drawn in _pages(list(_lines(title, publisher, sheet))):
        page = document.add_blank_page(page_size=PAGE)
        page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        page.obj.Contents = document.make_stream(drawn)
    document.Root.Lang = "fr"
    with document.open_metadata() as metadata:
        metadata["dc:title"] = title
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


def make_poster(title: str, lines: list[str], *, number: int) -> bytes:
    """Draw a poster: a title, and what to remember in large letters; PNG."""
    image = Image.new("RGB", POSTER, GROUNDS[number % len(GROUNDS)])
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT_FILE, 92, layout_engine=ImageFont.Layout.BASIC)
    small = ImageFont.truetype(FONT_FILE, 46, layout_engine=ImageFont.Layout.BASIC)
    broken = "\n".join(textwrap.wrap(title, 20))
    draw.multiline_text((90, 100), broken, INK, font, spacing=24)
    top = 760
    for line in lines:
        wrapped = textwrap.wrap(line, 34)
        draw.rectangle((90, top, 110, top + 62 * len(wrapped)), fill=INK)
        draw.multiline_text((150, top), "\n".join(wrapped), INK, small, spacing=14)
        top += 62 * len(wrapped) + 70
    draw.text((90, POSTER[1] - 120), "119 · 3018 · 114 par SMS", INK, small)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _lines(title: str, publisher: str, sheet: str) -> Iterator[Line]:
    for part in textwrap.wrap(title, PER_LINE[24]):
        yield "/F2", part, 24, 30
    yield "/F1", publisher, BODY, 22
    for line in sheet.strip().splitlines():
        heading = line.startswith("# ")
        font, size = ("/F2", 14) if heading else ("/F1", BODY)
        text = line.removeprefix("# ") if heading else line.replace("- ", "• ", 1)
        for place, part in enumerate(textwrap.wrap(text, PER_LINE[size])):
            yield font, part, size, 16 if place else (34 if heading else 20)


def _pages(lines: list[Line]) -> Iterator[bytes]:
    """Set lines one under another, on as many pages as they take."""
    at, drawn = TOP, bytearray()
    for font, text, size, space in lines:
        at -= space
        if at < BOTTOM:
            yield bytes(drawn)
            at, drawn = TOP, bytearray()
        drawn += f"BT {font} {size} Tf {LEFT} {at} Td (".encode()
        drawn += _written(text) + b") Tj ET\n"
    yield bytes(drawn)


def _written(text: str) -> bytes:
    """A string of a PDF, in WinAnsi."""
    plain = text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    escaped = plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")
