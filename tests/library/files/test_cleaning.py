"""The child process: what it is given, what it may take, and that it ends whatever happens."""

import hashlib
import subprocess
import sys
from dataclasses import asdict, replace

import pytest

from library.files.cleaning import bounds_of_site, clean
from library.files.errors import (
    REFUSALS,
    FileDamagedError,
    FileEmptyError,
    FileNotReadError,
    FileTooDemandingError,
    FileTooLargeError,
)
from library.files.results import Cleaned
from library.files.troubles import Trouble
from prevention.child_process import ROOT
from tests.library.files.makers import GOOD, image, pdf

SAYS_EMPTY_WITHOUT_ENVIRONMENT = """
import os, sys
print('{"trouble": "file_empty", "facts": {}, "peak_memory_bytes": 0}')
sys.exit(0 if set(os.environ) <= {"LC_CTYPE"} else 9)
"""


def program(code):
    return [sys.executable, "-c", code]


def test_a_clean_file_is_described_whole(cleaned, work):
    kept = cleaned(image(size=(200, 100)))

    data = kept.path.read_bytes()
    assert kept == Cleaned(
        media_type="image/jpeg",
        extension="jpg",
        family="IMAGE",
        path=kept.path,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=None,
        width=200,
        height=100,
        duration_seconds=None,
        text="",
        renditions=kept.renditions,
        cover=kept.path.parent / "shown-160.webp",
        peak_memory_bytes=kept.peak_memory_bytes,
    )
    assert kept.path.parent.parent == work
    assert [one.name for one in kept.renditions] == [
        *("shown-160.webp", "shown-160.avif", "shown-64.webp", "shown-64.avif")
    ]


@pytest.mark.parametrize("media_type", GOOD)
def test_the_same_file_gives_the_same_bytes(media_type, cleaned):
    data = GOOD[media_type]()

    first, second = cleaned(data), cleaned(data)

    assert first.sha256 == second.sha256
    assert first.media_type == media_type
    shown = [[one.path.read_bytes() for one in kept.renditions] for kept in (first, second)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("make", "fewer"),
    [
        (lambda: image("PNG", size=(5000, 5000)), {"memory_megabytes": 100}),
        (lambda: pdf(200), {"computing_seconds": 1}),
        (lambda: pdf(200), {"waiting_seconds": 1}),
    ],
    ids=["memory", "computing", "waiting"],
)
def test_beyond_its_bounds_the_system_ends_it(make, fewer, given, work, bounds):
    slow = replace(bounds, widths=(3000,), pages_shown=200, **fewer)

    with pytest.raises(FileTooDemandingError):
        clean(given(make()), work=work, bounds=slow)
    assert list(work.iterdir()) == []


@pytest.mark.parametrize(
    "code",
    ["import os; os.kill(os.getpid(), 11)", "raise SystemExit(1)", "raise SystemExit(0)"],
)
def test_a_file_that_breaks_a_library_is_damaged(code, given, work):
    with pytest.raises(FileDamagedError):
        clean(given(b"x"), work=work, program=program(code))
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("signal", [6, 9, 14, 24])
def test_a_process_that_the_system_ends_asked_too_much(signal, given, work):
    code = f"import os; os.kill(os.getpid(), {signal})"

    with pytest.raises(FileTooDemandingError):
        clean(given(b"x"), work=work, program=program(code))


def test_a_machine_without_a_process_to_spare_says_so(given, work):
    with pytest.raises(FileNotReadError):
        clean(given(b"x"), work=work, program=["/nowhere/at/all"])
    assert list(work.iterdir()) == []


def test_what_a_file_may_weigh_is_told(given, work, bounds):
    small = {f"{family}_megabytes": 1 for family in ("image", "pdf", "audio", "video", "office")}

    with pytest.raises(FileTooLargeError) as refusal:
        clean(given(bytes(2 * 1024**2)), work=work, bounds=replace(bounds, **small))

    assert refusal.value.facts == {"max_megabytes": 1}


def test_the_child_knows_nothing_of_the_site(given, work, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")

    with pytest.raises(FileEmptyError):
        clean(given(b"x"), work=work, program=program(SAYS_EMPTY_WITHOUT_ENVIRONMENT))


def test_the_child_loads_no_django_whatever_it_reads():
    code = "import sys, library.files.child, library.files.images, library.files.pdf;"
    code += "import library.files.media, library.files.office;"
    code += "sys.exit(any(name.startswith('django') for name in sys.modules))"

    assert subprocess.run(program(code), cwd=ROOT, check=False).returncode == 0


def test_every_trouble_has_a_sentence():
    assert set(REFUSALS) == set(Trouble)


def test_the_bounds_of_the_product():
    assert asdict(bounds_of_site()) == {
        "image_megabytes": 30,
        "pdf_megabytes": 50,
        "audio_megabytes": 100,
        "video_megabytes": 500,
        "office_megabytes": 50,
        "megapixels": 25,
        "video_megapixels": 9,
        "pages": 500,
        "pages_shown": 4,
        "widths": [320, 640, 1280],
        "unpacked_megabytes": 200,
        "entries": 5000,
        "text_characters": 200_000,
        "memory_megabytes": 1280,
        "computing_seconds": 60,
        "waiting_seconds": 120,
    }
