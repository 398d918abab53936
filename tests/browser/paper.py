"""What a PDF that Chromium printed says: its pages, their size, and their text.

As much of PDF (ISO 32000-1) as Chromium writes: streams packed by Flate, fonts that say which
character each glyph stands for (9.10.3).
"""

import re
import unicodedata
import zlib
from dataclasses import dataclass

A4_LANDSCAPE_POINTS = (842, 595)  # 297 by 210 mm, in points of 1/72 inch

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?= *Tj)|\[(.*?)\] *TJ|(\bET\b)", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """The size of each page in whole points, and all the text without any space."""

    sizes: list[tuple[int, int]]
    text: str

    def says(self, words: str) -> bool:
        return _without_spaces(words) in self.text


def read_paper(pdf: bytes) -> Paper:
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    boxes = [re.search(rb"/MediaBox\s*\[([^\]]*)\]", page)[1].split() for page in pages]
    return Paper(
        sizes=[(round(float(box[2])), round(float(box[3]))) for box in boxes],
        text="".join(_text_of(page, objects) for page in pages),
    )


def _text_of(page, objects):
    fonts = {
        name: _characters(objects[int(number)], objects)
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    (contents,) = re.findall(rb"/Contents (\d+) 0 R", page)
    font, written = {}, []
    for name, one, several, _end in SHOWN.findall(_unpacked(objects[int(contents)])):
        if name:
            font = fonts.get(name, {})
        for glyphs in [one, *re.findall(rb"<([0-9A-Fa-f]+)>", several)]:
            codes = (glyphs[at : at + 4] for at in range(0, len(glyphs), 4))
            written += [font.get(int(code, 16), "") for code in codes]
    return _without_spaces("".join(written))


def _without_spaces(words):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))  # ligatures taken apart


def _characters(font, objects):
    """What each glyph of a font stands for."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if not found:
        return {}
    table, characters = _unpacked(objects[int(found[1])]), {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, said in re.findall(rb"<(\w+)> <(\w+)>", part):
            characters[int(code, 16)] = bytes.fromhex(said.decode()).decode("utf-16-be")
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, said in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", part):
            start = int(first, 16)
            for code in range(start, int(last, 16) + 1):
                characters[code] = chr(int(said, 16) + code - start)
    return characters


def _unpacked(body):
    packed = STREAM.search(body)[1]
    return zlib.decompress(packed) if b"/FlateDecode" in body else packed
