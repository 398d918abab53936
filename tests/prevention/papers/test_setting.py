"""How papers are set: what people typed is text, and what would not conform is not written."""

from datetime import date

import pytest
import typst
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.papers.setting import LONGEST_NAME, file_name, set_paper, shown
from tests.prevention.papers.reading import assert_is_accessible, structure, text

DAY = date(2026, 9, 14)
HOSTILE = [
    '#import "x"; #panic()',
    "*bold* _emphasis_ `code`",
    "$x^2$ and @reference",
    "<label> = Heading",
    "\"quotes\" 's' \\ backslash \\u{41}",
    "[a] {b} // c /* d */",
    "- list + list / term: said",
    "https://exemple.test/#a",
    "{n} of {total}",
]


def letter(words):
    """The least that a letter holds, with ``words`` wherever somebody may have typed some."""
    table = {"title": "Table", "head": ["A", "B"], "rows": [["5e", words]]}
    return {
        "title": "Letter",
        "subtitle": words,
        "period": "2026-2027",
        "footer": words,
        "school": {"name": words, "lines": [words]},
        "greeting": words,
        "opening": [words],
        "owed": {**table, "head": ["A", "B", "C", "D"], "rows": [[words, "5e", "1 h", words]]},
        "levels": table,
        "manner": {"title": "Manner", "sentences": [words]},
        "services": {
            "title": "Services",
            "sentence": words,
            "list": [{"name": words, "reach": words, "hours": words, "description": words}],
        },
        "closing": [words],
        "signed": words,
    }


def set_with(words):
    return set_paper("family-letter", letter(words), called="Letter", made_on=DAY).pdf


@pytest.mark.parametrize("words", HOSTILE)
def test_what_somebody_typed_is_never_markup(words):
    pdf = set_with(words)

    assert text(pdf).count(words) == 17
    assert [one.kind for one in structure(pdf).walk() if one.kind.startswith("H")] == [
        *("H1", "H2", "H2", "H2", "H2"),
    ]


def test_texts_as_long_as_they_may_be_stay_on_the_page():
    pdf = set_with("x" * 250)

    assert_is_accessible(pdf, title="Letter")
    pages_more = 1  # each with its footer
    assert text(pdf).count("x") == (17 + pages_more) * 250


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_set(words):
    assert_is_accessible(set_with(words or "x"), title="Letter")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Collège d’Artagnan à l’Œuvre, n° 1", "Collège d’Artagnan à l’Œuvre, n° 1"),
        ("e\u0301te\u0301", "été"),
        ("Ελλάδα, Україна, Łódź, Đặng", "Ελλάδα, Україна, Łódź, Đặng"),
        ("ab\u00adc\u200bd\ufeff", "abcd"),
        ("\U0001f600 漢 عربي", "� � ����"),
        ("\x01\x7f\u202e", "��\u202e".replace("\u202e", "�")),
    ],
)
def test_a_sign_that_no_font_shows_is_marked(typed, read):
    assert shown(typed) == read


def test_the_same_paper_is_the_same_file():
    assert set_with("words") == set_with("words")


def test_the_language_is_the_reader_s():
    with translation.override("fr"):
        pdf = set_with("mots")

    assert_is_accessible(pdf, title="Letter", language="fr")
    assert "Page 1 sur 1" in text(pdf)


def test_what_would_not_conform_is_not_written():
    untitled = letter("words") | {"title": ""}

    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        set_paper("family-letter", untitled, called="Letter", made_on=DAY)


def test_a_file_name_is_one_everywhere():
    assert file_name('Lettre: "École" a/b\\c\n', "pdf") == "Lettre- -École- a-b-c-.pdf"
    assert len(file_name("x" * 500, "pdf")) == LONGEST_NAME + len(".pdf")
