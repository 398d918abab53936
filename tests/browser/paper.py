"""What a PDF that Chromium printed says: its pages, their size, and their text."""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

A4_LANDSCAPE_POINTS = (842, 595)  # 297 by 210 mm, in points of 1/72 inch


@dataclass(frozen=True)
class Paper:
    """The size of each page in whole points, and all the text without any space."""

    sizes: list[tuple[int, int]]
    text: str

    def says(self, words: str) -> bool:
        return _without_spaces(words) in self.text


def read_paper(pdf: bytes) -> Paper:
    pages = PdfReader(BytesIO(pdf)).pages
    return Paper(
        sizes=[(round(page.mediabox.width), round(page.mediabox.height)) for page in pages],
        text=_without_spaces("".join(page.extract_text() for page in pages)),
    )


def _without_spaces(words):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))  # ligatures taken apart
