"""PDF: nothing active in it, written anew, with images of its first pages and its text."""

import mmap
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from library.files.bounds import Bounds
from library.files.images import TALLEST, cover_of, show
from library.files.kinds import Kind
from library.files.pdf_objects import forget_who_made_it, refuse_active_content
from library.files.results import Found, Shown
from library.files.troubles import Trouble, UnfitError

NAME = "whole.pdf"


def clean(path: Path, folder: Path, kind: Kind, bounds: Bounds) -> Found:
    """Write the document anew, without what stands before, after or beside it.

    Raises:
        UnfitError: ENCRYPTED, TOO_MANY_PAGES, ACTIVE_CONTENT or DAMAGED.

    """
    try:
        pages = _rewrite(path, folder / NAME, bounds)
        shown, text = _look(folder, bounds)
    except pikepdf.PasswordError as error:
        raise UnfitError(Trouble.ENCRYPTED) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as damage:
        raise UnfitError(Trouble.DAMAGED) from damage
    return Found(kind, NAME, pages=pages, text=text, shown=shown, cover=cover_of(shown))


def _rewrite(path: Path, target: Path, bounds: Bounds) -> int:
    if _is_cut_off(path):  # what reads it would mend it, and half would pass for all
        raise UnfitError(Trouble.DAMAGED)
    with pikepdf.open(path) as pdf:
        if pdf.is_encrypted:  # opened without a password, and still forbidding things
            raise UnfitError(Trouble.ENCRYPTED)
        declared = pdf.Root.get("/Pages", pikepdf.Dictionary()).get("/Count", 0)
        pages = declared if declared > bounds.pages else len(pdf.pages)
        if pages > bounds.pages:
            raise UnfitError(Trouble.TOO_MANY_PAGES, max_pages=bounds.pages)
        if not pages or pages != declared:
            raise UnfitError(Trouble.DAMAGED)
        refuse_active_content(pdf)
        forget_who_made_it(pdf)
        # The same document gives the same bytes.
        pdf.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return int(pages)


def _is_cut_off(path: Path) -> bool:
    """Tell whether something of the document stands behind its last end, or it has none."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.rfind(b"%%EOF") <= data.rfind(b"endobj")


def _look(folder: Path, bounds: Bounds) -> tuple[list[Shown], str]:
    """Draw the first pages, the first in every width, and read the text of all."""
    shown: list[Shown] = []
    text: list[str] = []
    left = bounds.text_characters
    with pypdfium2.PdfDocument(folder / NAME) as pdf:
        for number, page in enumerate(pdf, start=1):
            if number <= bounds.pages_shown:
                widths = bounds.widths if number == 1 else (max(bounds.widths),)
                image = _draw(page, max(bounds.widths))
                shown += show(image, folder, f"page-{number}", widths, page=number)
            if left <= 0 and number >= bounds.pages_shown:
                break
            words = page.get_textpage().get_text_bounded()
            text.append(" ".join(words.split())[: max(left, 0)])
            left -= len(text[-1]) + 1
            page.close()
    return shown, "\n".join(text).strip()


def _draw(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    across, down = page.get_size()  # in points, turned as the page is
    if across <= 0 or down <= 0:
        raise UnfitError(Trouble.DAMAGED)
    drawn: Image.Image = page.render(
        scale=min(width / across, TALLEST * width / down), may_draw_forms=False
    ).to_pil()
    return drawn.convert("RGB")
