import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from library.files.troubles import Trouble, UnfitError
from tests.library.files.makers import (
    SECRET,
    docx_parts,
    image,
    odf_parts,
    packed,
    pptx_parts,
    ties,
)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def trouble_of(cleaned_here, parts):
    with pytest.raises(UnfitError) as refusal:
        cleaned_here(packed(parts))
    return refusal.value.trouble


def test_a_word_document_keeps_its_text_and_forgets_its_author(cleaned_here):
    found, data = cleaned_here(packed(docx_parts()))

    assert (found.kind.extension, found.pages, found.text) == ("docx", None, "Le consentement")
    kept = parts_of(data)
    assert set(kept) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
    }
    assert b"docProps" not in b"".join(kept.values())
    assert SECRET.encode() not in b"".join(kept.values())
    assert [one.attrib["Target"] for one in fromstring(kept["_rels/.rels"])] == [
        "word/document.xml"
    ]


def test_slides_are_counted_and_read_in_their_order(cleaned_here):
    found, _data = cleaned_here(packed(pptx_parts(11)))

    assert (found.kind.extension, found.pages) == ("pptx", 11)
    assert found.text.split("\n") == [f"Écrans {number}" for number in range(1, 12)]


def test_what_a_printer_was_told_is_left_out_with_its_tie(cleaned_here):
    parts = pptx_parts(1)
    parts["ppt/printerSettings/printerSettings1.bin"] = SECRET
    parts["ppt/_rels/presentation.xml.rels"] = ties(
        ("slide", "slides/slide1.xml", False),
        ("printerSettings", "printerSettings/printerSettings1.bin", False),
    )

    _found, data = cleaned_here(packed(parts))

    assert not any("printer" in name for name in parts_of(data))
    assert b"printerSettings" not in parts_of(data)["ppt/_rels/presentation.xml.rels"]


@pytest.mark.parametrize(("kind", "pages"), [("text", None), ("presentation", 1)])
def test_an_open_document_keeps_its_text_and_forgets_its_author(kind, pages, cleaned_here):
    found, data = cleaned_here(packed(odf_parts(kind)))

    assert found.text == "Écrans\nLe consentement, toujours"
    assert found.pages == pages
    kept = parts_of(data)
    assert list(kept) == ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml"]
    assert kept["mimetype"].decode() == found.kind.media_type
    listed = [next(iter(one.attrib.values())) for one in fromstring(kept["META-INF/manifest.xml"])]
    assert listed == ["/", "content.xml", "styles.xml"]
    assert data[30:38] == b"mimetype"


def test_pictures_and_diagrams_of_an_open_document_stay(cleaned_here):
    parts = odf_parts(inside='<draw:object xlink:href="./Object 1"/><text:a xlink:href="#fin"/>')
    parts["Pictures/1.png"] = image("PNG")
    parts["Object 1/content.xml"] = parts["styles.xml"]
    parts["ObjectReplacements/Object 1"] = b"drawn"

    _found, data = cleaned_here(packed(parts))

    assert {"Pictures/1.png", "Object 1/content.xml", "ObjectReplacements/Object 1"} <= set(
        parts_of(data)
    )


@pytest.mark.parametrize(
    ("parts", "trouble"),
    [
        ({**docx_parts(), "word/document.xml": "<w:document"}, Trouble.DAMAGED),
        ({"[Content_Types].xml": "<Types/>"}, Trouble.TYPE_NOT_TAKEN),
        ({**odf_parts(), "mimetype": "application/epub+zip"}, Trouble.TYPE_NOT_TAKEN),
        ({**odf_parts(), "run.exe": "MZ"}, Trouble.OTHER_FILES),
        (
            {**odf_parts(), "META-INF/manifest.xml": "<m><e><encryption-data/></e></m>"},
            Trouble.ENCRYPTED,
        ),
        ({**docx_parts(tied=[("control", "a.xml", False)])}, Trouble.MACROS),
        ({"mimetype": odf_parts()["mimetype"]}, Trouble.DAMAGED),
    ],
)
def test_what_does_not_belong_is_refused(parts, trouble, cleaned_here):
    assert trouble_of(cleaned_here, parts) == trouble


def test_the_same_parts_in_another_order_give_the_same_bytes(cleaned_here):
    parts = docx_parts()

    assert cleaned_here(packed(parts)) == cleaned_here(packed(dict(reversed(parts.items()))))
