import io
from dataclasses import replace

import pikepdf
import pytest

from library.files import child
from library.files.troubles import Trouble, UnfitError
from tests.library.files.makers import SECRET, pdf


def test_pages_are_shown_and_counted_and_their_words_read(cleaned_here):
    found, _data = cleaned_here(pdf(3))

    assert (found.pages, found.cover) == (3, "page-1-160.webp")
    assert found.text.split("\n") == [f"Respecter le consentement {page}" for page in (1, 2, 3)]
    assert [(one.page, one.width, one.height) for one in found.shown] == [
        *[(1, 160, 227), (1, 160, 227), (1, 64, 91), (1, 64, 91)],
        *[(2, 160, 227), (2, 160, 227)],
    ]


def test_who_made_it_is_forgotten(cleaned_here):
    _found, data = cleaned_here(pdf())

    with pikepdf.open(io.BytesIO(data)) as kept:
        assert "/Info" not in kept.trailer
        assert "/Metadata" not in kept.Root
    assert SECRET.encode() not in data


def test_what_stands_before_and_after_is_gone_and_old_versions_too(cleaned_here):
    _found, data = cleaned_here(b"<html>" + pdf() + b"<script>alert(1)</script>")

    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert b"html" not in data
    assert b"script>" not in data


@pytest.mark.parametrize("address", ["https://exemple.test/a:b", "mailto:a@exemple.test", "#fin"])
def test_addresses_of_the_web_stay(address, cleaned_here):
    def link(document):
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
        document.Root.OpenAction = action

    _found, data = cleaned_here(pdf(change=link))

    with pikepdf.open(io.BytesIO(data)) as kept:
        assert str(kept.Root.OpenAction.URI) == address


def test_no_more_words_are_kept_than_a_search_needs(given, work, bounds):
    few = replace(bounds, text_characters=30)

    assert child.clean(given(pdf(9)), work, few).text == "Respecter le consentement 1\nRe"


@pytest.mark.parametrize("size", [(0, 0), (14_400, 3), (1, 14_400)])
def test_a_page_of_any_shape_is_drawn_within_bounds(size, cleaned_here):
    def reshape(document):
        document.pages[0].MediaBox = [0, 0, *size]

    found, _data = cleaned_here(pdf(change=reshape))

    assert all(one.width <= 160 and one.height <= 320 for one in found.shown)


def test_a_document_without_a_page_is_damaged(given, work, cleaned_here):
    def empty(document):
        del document.pages[0]

    with pytest.raises(UnfitError) as refusal:
        cleaned_here(pdf(change=empty))

    assert refusal.value.trouble == Trouble.DAMAGED


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"S": "/JavaScript"}, "JavaScript"),
        ({"JS": "/x"}, "JS"),
        ({"Type": "/EmbeddedFile"}, "EmbeddedFile"),
        ({"Subtype": "/FileAttachment"}, "FileAttachment"),
    ],
)
def test_what_acts_is_named(change, found, cleaned_here):
    def act(document):
        values = {key: pikepdf.Name(value) for key, value in change.items()}
        inside = pikepdf.Array([pikepdf.Dictionary(**values)])
        document.Root.OpenAction = pikepdf.Dictionary(Next=inside)

    with pytest.raises(UnfitError) as refusal:
        cleaned_here(pdf(change=act))

    assert (refusal.value.trouble, refusal.value.facts) == (
        Trouble.ACTIVE_CONTENT,
        {"found": found},
    )
