import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.files.names import LONGEST, display_name, download_name


@pytest.mark.parametrize(
    ("came_as", "shown"),
    [
        ("Séance 3.pdf", "Séance 3.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\système.ini", "système.ini"),
        ("C:\\fakepath\\affiche.png", "affiche.png"),
        ("a\0.exe\0.pdf", "a.exe.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\u2066b\u200b\ufeff.pdf", "ab.pdf"),
        ("ligne\r\nSet-Cookie: a.pdf", "ligne Set-Cookie a.pdf"),
        ("  .htaccess", "htaccess"),
        ("rapport.pdf. . ", "rapport.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("e\u0301cole.pdf", "école.pdf"),
        ("\ud800.pdf", "pdf"),
        ("", "document"),
        ("..", "document"),
        ("/", "document"),
    ],
)
def test_a_name_is_shown_without_what_deceives(came_as, shown):
    assert display_name(came_as) == shown


def test_a_long_name_keeps_its_extension():
    assert display_name("é" * 300 + ".pdf") == "é" * (LONGEST - 4) + ".pdf"


@pytest.mark.parametrize(
    ("title", "saved_as"),
    [
        ("Filles, garçons : même sport ?", "Filles, garçons même sport.odt"),
        ("../../etc/passwd", "etc passwd.odt"),
        ("CON", "_CON.odt"),
        ("…", "….odt"),
        ("???", "document.odt"),
        ("é" * 300, "é" * (LONGEST - 4) + ".odt"),
    ],
)
def test_a_file_is_saved_under_its_title_with_the_extension_of_what_it_is(title, saved_as):
    assert download_name(title, "odt") == saved_as


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_no_name_is_a_path_or_turns_the_direction_of_reading(text):
    for name in (display_name(text), download_name(text, "pdf")):
        assert 0 < len(name) <= LONGEST
        assert PurePosixPath(name).name == PureWindowsPath(name).name == name
        assert name not in {".", ".."}
        assert not any(unicodedata.category(sign).startswith("C") for sign in name)
