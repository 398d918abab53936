"""The one door for files that people add: in goes anything, out comes a clean file or a refusal."""

import hashlib
import logging
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from library.files.bounds import Bounds
from library.files.errors import REFUSALS, FileNotReadError
from library.files.results import Cleaned, Rendition
from library.files.troubles import Trouble
from prevention.child_process import ask

logger = logging.getLogger(__name__)

READER = (sys.executable, "-m", "library.files.child")
# How the system ends a process beyond its bounds, and how libraries in C++ end themselves when
# there is no more memory. Any other end is a file that one of them cannot bear.
TOO_DEMANDING = {-signal.SIGALRM, -signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGKILL}
TOO_DEMANDING |= {-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL}
# The child ends by itself before; this is for a machine that stands still.
GRACE_SECONDS = 30


def bounds_of_site() -> Bounds:
    """What the settings allow."""
    return Bounds(**settings.LIBRARY_FILES)


def clean(
    path: Path, *, work: Path, bounds: Bounds | None = None, program: Sequence[str] = READER
) -> Cleaned:
    """Make the file at ``path`` anew in a new folder inside ``work``, which the caller empties.

    A file that is refused leaves nothing there. The same file gives the same bytes, as long
    as the libraries that write them are the same.

    Raises:
        FileRefusedError: why the file is not taken.

    """
    folder = Path(tempfile.mkdtemp(dir=work))
    try:
        told = _told(path.resolve(), folder.resolve(), bounds or bounds_of_site(), program)
        return _cleaned(told, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _told(path: Path, folder: Path, bounds: Bounds, program: Sequence[str]) -> dict[str, Any]:
    question = {"path": str(path), "folder": str(folder), "bounds": asdict(bounds)}
    try:
        ended = ask(program, question, seconds=bounds.waiting_seconds + GRACE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise REFUSALS[Trouble.TOO_DEMANDING] from error
    except OSError as error:
        logger.warning("No process could be started to read a file: %s.", error.strerror)
        raise FileNotReadError from error
    if ended.code:
        logger.warning("Reading a file ended with code %s.", ended.code)
        known = ended.code in TOO_DEMANDING
        raise REFUSALS[Trouble.TOO_DEMANDING if known else Trouble.DAMAGED]
    if "trouble" in ended.told:
        megabytes = ended.told["peak_memory_bytes"] // 1024**2
        logger.info(
            "A file was refused (%s); to read it took %s MB.", ended.told["trouble"], megabytes
        )
        raise REFUSALS[Trouble(ended.told["trouble"])](**ended.told["facts"])
    return ended.told


def _cleaned(told: dict[str, Any], folder: Path) -> Cleaned:
    found, kind = told["found"], told["found"]["kind"]
    whole = folder / found["name"]
    with whole.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Cleaned(
        media_type=kind["media_type"],
        extension=kind["extension"],
        family=kind["family"],
        path=whole,
        size_bytes=whole.stat().st_size,
        sha256=digest,
        pages=found["pages"],
        width=found["width"],
        height=found["height"],
        duration_seconds=found["duration_seconds"],
        text=found["text"],
        renditions=tuple(Rendition(path=folder / one["name"], **one) for one in found["shown"]),
        cover=folder / found["cover"] if found["cover"] else None,
        peak_memory_bytes=told["peak_memory_bytes"],
    )
