"""Words as the search reads them."""

import pytest

from library.search.words import MOST_WORDS, fold, indexed, keys_of, terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("harcèlement", "harcelées"),
        ("Égalité", "egalite"),
        ("œuvre", "OEUVRES"),
        ("jeu", "jeux"),
        ("réseau", "reseaux"),
        ("vidéo", "vidéos"),
        ("tabou", "tabous"),
        ("consentir", "consentement"),
        ("cafe\u0301", "café"),
    ],
)
def test_words_that_are_the_same(one, other):
    assert keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("écran", "écrin"), ("corps", "cour"), ("3018", "3014"), ("cm1", "cm2")]
)
def test_words_that_are_not(one, other):
    assert not keys_of(one) & keys_of(other)


def test_a_text_is_written_in_distinct_plain_words():
    assert indexed("L’œuvre, les ŒUVRES ; non !") == "non oeuvr oeuvre oeuvres"
    assert indexed("Un, deux : « — »") == ""


def test_a_known_beginning_is_part_of_its_word_and_other_hyphens_join_words():
    assert indexed("cyber-harcèlement").split() == ["cyberharcel", "cyberharcelement"]
    assert {"fill", "garcon", "fillesgarcons"} <= set(indexed("filles-garçons").split())
    assert terms_of("cyber-harcèlement ")[0].exact == terms_of("cyberharcèlement ")[0].exact


def test_the_last_word_may_still_be_typed():
    typing, complete = terms_of("zone gris"), terms_of("zone gris ")

    assert [term.prefix for term in typing] == ["", "gris"]
    assert [term.prefix for term in complete] == ["", ""]


def test_a_question_without_a_word_asks_for_nothing():
    assert terms_of("") == terms_of("le la les de l’") == terms_of('"*" : - ( ) \\') == []


def test_a_question_has_few_words_each_once():
    long = terms_of(" ".join(f"mot{number} mot{number}" for number in range(50)))

    assert len(long) == MOST_WORDS


def test_letters_of_other_scripts_are_words():
    assert indexed("مدرسة Школа") == "школа مدرسة"
    assert fold("ÀÇÉ") == "ace"
