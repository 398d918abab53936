"""Cleaning in a process of its own, as the product does, and here, where a test looks closer."""

from dataclasses import replace

import pytest

from library.files import child
from library.files.cleaning import bounds_of_site, clean


@pytest.fixture
def bounds():
    """Those of the product, with less memory and smaller images to show: tests are quick."""
    return replace(bounds_of_site(), widths=(64, 160), pages_shown=2, memory_megabytes=512)


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def given(tmp_path):
    """Where an added file lies, under a name that says nothing."""

    def write(data):
        path = tmp_path / "given"
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def cleaned(given, work, bounds):
    def in_child(data):
        return clean(given(data), work=work, bounds=bounds)

    return in_child


@pytest.fixture
def cleaned_here(given, work, bounds):
    """What is found, and the bytes of the clean file: only for files that do no harm."""

    def in_this_process(data):
        found = child.clean(given(data), work, bounds)
        return found, (work / found.name).read_bytes()

    return in_this_process
