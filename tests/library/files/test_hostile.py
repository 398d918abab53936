"""The corpus through the one door: a sentence or a harmless file, within memory, nothing left."""

import re

import pytest

from library.files.cleaning import clean
from library.files.errors import FileRefusedError, FileTooLargeError
from tests.library.files.hostile import HOSTILE, HTML, JAVASCRIPT, PHP, POLYGLOTS
from tests.library.files.makers import SECRET

MEGABYTE = 1024 * 1024


@pytest.fixture
def spent_megabytes(caplog):
    """What refusals have taken, as the log tells; a child that was ended tells nothing."""
    caplog.set_level("INFO", logger="library.files.cleaning")
    return lambda: [int(spent) for spent in re.findall(r"to read it took (\d+) MB", caplog.text)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_or_made_harmless(
    name, cleaned, work, bounds, spent_megabytes
):
    make, code = HOSTILE[name]
    data = make()

    if code is None:
        kept = cleaned(data)
        assert kept.peak_memory_bytes < bounds.memory_megabytes * MEGABYTE
        assert SECRET.encode() not in kept.path.read_bytes()
        files = {kept.path, *(one.path for one in kept.renditions)}
        assert {path for path in work.rglob("*") if path.is_file()} == files
        return
    with pytest.raises(FileRefusedError) as refusal:
        cleaned(data)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")
    assert all(0 < spent < bounds.memory_megabytes for spent in spent_megabytes())
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("name", POLYGLOTS)
def test_of_two_files_in_one_the_other_is_gone(name, cleaned_here):
    _found, data = cleaned_here(POLYGLOTS[name]())

    assert not any(
        trace in data for trace in (HTML, JAVASCRIPT, PHP, b"run.js", b"<html", b"alert")
    )


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7\n"], ids=["zeros", "PDF"])
def test_two_gigabytes_are_refused_unread(head, tmp_path, work):
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(2 * 1024 * MEGABYTE)

    with pytest.raises(FileTooLargeError):
        clean(path, work=work)
    assert list(work.iterdir()) == []
