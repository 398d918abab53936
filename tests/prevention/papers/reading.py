"""Read a PDF back as a screen reader does: its structure, its language, its text."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
import pypdfium2

XMP_UA = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True)
class Element:
    """An element of the structure tree, with the standard name of its kind."""

    kind: str
    parts: tuple["Element", ...]

    def walk(self) -> Iterator["Element"]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def all(self, *kinds: str) -> list["Element"]:
        return [one for one in self.walk() if one.kind in kinds]


def structure(pdf: bytes) -> Element:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        return _element(root, roles)


def _element(node: pikepdf.Object, roles: dict[str, str]) -> Element:
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    kind = str(node.get("/S", "/Root"))
    return Element(
        roles.get(kind, kind).removeprefix("/"),
        tuple(
            _element(kid, roles)
            for kid in kids
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ),
    )


def text(pdf: bytes) -> str:
    """The text of all pages in the order in which it is drawn, white space made one."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font by its name, and whether the file holds it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {}
        for page in document.pages:
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                held = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
                found[str(font.BaseFont)] = bool(held)
        return found


def assert_is_accessible(pdf: bytes, *, title: str, language: str = "en") -> None:
    """Hold a file against what PDF/UA-1 (ISO 14289-1) asks, as far as a program can."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(root.Lang).split("-")[0] == language
        with document.open_metadata() as described:
            assert described["dc:title"] == title
            assert described[XMP_UA] == "1"
        assert all(page.get("/Tabs") == "/S" or "/Annots" not in page for page in document.pages)
        assert {tuple(map(round, page.MediaBox)) for page in document.pages} == {(0, 0, 595, 842)}
    held = fonts(pdf)
    assert held
    assert all(held.values()), held
    tree = structure(pdf)
    headings = [int(one.kind[1:]) for one in tree.walk() if one.kind in HEADINGS]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    for table in tree.all("Table"):
        head, *rows = table.all("TR")
        assert {cell.kind for cell in head.parts} == {"TH"}
        assert {len(row.parts) for row in rows} == {len(head.parts)}


HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
