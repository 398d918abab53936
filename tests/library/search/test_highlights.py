"""The reason shown for what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.search.highlights import EXCERPT, excerpt, marked
from library.search.words import terms_of

LONG = "Une phrase sans rapport. " * 40


def brackets(segments):
    return "".join(f"[{text}]" if mark else text for text, mark in segments)


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("L’égalité, les égalités", "egalite", "L’[égalité], les [égalités]"),
        ("Cyber-harcèlement : agir", "cyberharcelement", "[Cyber-harcèlement] : agir"),
        ("Filles-garçons", "garçon", "Filles-[garçons]"),
        ("La contraception", "contrac", "La [contraception]"),
        ("<b>corps</b> & cœur", "coeur b", "<[b]>corps</[b]> & [cœur]"),
        ("Une affiche", "poster", "Une [affiche]"),
        ("Rien", "licorne", "Rien"),
        ("Cafe\u0301 noir", "café ", "[Café] noir"),
    ],
)
def test_the_words_asked_for_are_marked_as_they_are_written(text, asked, shown):
    assert brackets(marked(text, terms_of(asked))) == shown


def test_an_excerpt_is_where_the_words_stand_together():
    text = f"Le consentement. {LONG}Parler du consentement et de la loi en classe. {LONG}"

    shown = brackets(excerpt(text, terms_of("loi consentement ")))

    assert "[consentement] et de la [loi] en classe" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_short_text_is_shown_whole_and_a_long_one_from_its_beginning():
    assert brackets(excerpt("Court.", terms_of("licorne"))) == "Court."
    assert brackets(excerpt("", terms_of("licorne"))) == ""
    assert brackets(excerpt(LONG, [])).startswith("Une phrase")


@given(st.text(), st.text(max_size=30))
def test_no_letter_is_lost_whatever_the_text(text, asked):
    whole = "".join(segment.text for segment in marked(text, terms_of(asked)))
    piece = excerpt(text, terms_of(asked))

    assert marked(whole, []) == marked(text, [])
    assert len("".join(segment.text for segment in piece)) <= EXCERPT + 4 or " " not in text
