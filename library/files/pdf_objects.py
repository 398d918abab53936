"""The objects of a PDF, one by one, wherever the file keeps them: what acts, and who made it.

Sources: PDF 32000-1:2008, 12.6 (actions), 7.11.4 (embedded files), 12.7.8 (XFA), 13 (multimedia).
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from library.files.troubles import Trouble, UnfitError

# Values of /S that do something beside turning pages and opening addresses of the web.
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
TYPES = {"/EmbeddedFile", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
# Addresses that lead out of the document without being a program or a file of the reader's.
ADDRESS = re.compile(rb"\s*(?:https?:|mailto:|tel:|[^:\\]*(?:[/?#]|$))", re.IGNORECASE)
PERSONAL = ("/Metadata", "/PieceInfo")


def refuse_active_content(pdf: Pdf) -> None:
    """Look at every object of the file, those in object streams too.

    Raises:
        UnfitError: ACTIVE_CONTENT, naming the first one found.

    """
    for dictionary in _dictionaries(pdf):
        if found := _active(dictionary):
            raise UnfitError(Trouble.ACTIVE_CONTENT, found=found)


def forget_who_made_it(pdf: Pdf) -> None:
    """Drop authors, programs and dates: of the document, and of each image in it."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for dictionary in _dictionaries(pdf):
        for key in PERSONAL:
            if key in dictionary:
                del dictionary[key]


def _active(dictionary: Object) -> str:
    """What acts in a dictionary, by its name in the norm; nothing of the sort is ""."""
    keys = set(dictionary.keys())
    if found := keys & KEYS:
        return min(found).lstrip("/")
    named = [dictionary[key] for key in keys & {"/S"}]
    if any(isinstance(name, pikepdf.Name) and str(name) in ACTIONS for name in named):
        return str(named[0]).lstrip("/")
    types = [dictionary[key] for key in keys & {"/Type", "/Subtype"}]
    for name in types:
        if isinstance(name, pikepdf.Name) and str(name) in TYPES:
            return str(name).lstrip("/")
    if "/URI" in keys and isinstance(dictionary["/URI"], pikepdf.String):
        return "" if ADDRESS.match(bytes(dictionary["/URI"])) else "URI"
    if isinstance(dictionary, Stream) and "/F" in keys:  # whose data are in another file
        return "F"
    return ""


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary, streams' too: the objects of the file, and what is inside one of them."""
    for thing in (pdf.trailer, *pdf.objects):
        waiting = [thing]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Array):
                inside = list(one)
            elif isinstance(one, (Dictionary, Stream)):
                yield one
                inside = [one[key] for key in one.keys()]  # noqa: SIM118 - not a mapping
            else:
                continue
            waiting += [
                value for value in inside if isinstance(value, Object) and not value.is_indirect
            ]
