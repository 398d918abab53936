import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from prevention.schools.uai import checking_letter, normalise_uai, validate_uai


@pytest.mark.parametrize("uai", ["0951099D", "0590006L", "0594301E", "0350122T"])
def test_real_codes_end_with_the_letter_of_their_number(uai):
    validate_uai(uai)

    assert checking_letter(uai[:7]) == uai[-1]


@pytest.mark.parametrize(
    ("uai", "code"),
    [
        ("0590006M", "uai_letter"),
        ("0590006I", "uai_letter"),
        ("590006L", "uai_form"),
        ("0590006l", "uai_form"),
        ("0590006L ", "uai_form"),
        ("\N{ARABIC-INDIC DIGIT ZERO}590006L", "uai_form"),
        ("", "uai_form"),
    ],
)
def test_other_texts_are_refused_and_say_why(uai, code):
    with pytest.raises(ValidationError) as refusal:
        validate_uai(uai)

    assert refusal.value.code == code


def test_the_refusal_names_the_right_letter():
    with pytest.raises(ValidationError) as refusal:
        validate_uai("0590006M")

    with translation.override("en"):
        (sentence,) = refusal.value.messages
    assert sentence == "The letter of UAI “0590006M” should be L: check the number."


def test_small_letters_and_spaces_are_forgiven_where_files_are_read():
    assert normalise_uai(" 0590006l ") == "0590006L"
