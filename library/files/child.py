"""Read one file of a stranger's in a process of its own, which the system ends at its bounds.

Whatever the file holds, the parent gets one line of JSON or an exit code: see ``cleaning.py``.
Image, document and film libraries are loaded for the file that needs them alone.
"""

import signal
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from library.files.bounds import Bounds
from library.files.kinds import HEAD_BYTES, Family, sniff
from library.files.results import Found
from library.files.troubles import Trouble, UnfitError
from prevention.child_process import asked, limit, limit_what_it_leaves, peak_memory_bytes, tell

MEGABYTE = 1024 * 1024


def main() -> int:
    """Answer the question on standard input."""
    question = asked()
    bounds = Bounds(**question["bounds"])
    # No handler: one would wait for the library to come back, the signal itself does not.
    signal.setitimer(signal.ITIMER_REAL, bounds.waiting_seconds)
    limit(
        memory_bytes=bounds.memory_megabytes * MEGABYTE,
        computing_seconds=bounds.computing_seconds,
    )
    limit_what_it_leaves(file_bytes=bounds.most_megabytes() * MEGABYTE)
    warnings.simplefilter("ignore")  # about other people's files
    told: dict[str, Any]
    try:
        found = clean(Path(question["path"]), Path(question["folder"]), bounds)
        told = {"found": asdict(found)}
    except UnfitError as error:
        told = {"trouble": error.trouble, "facts": error.facts}
    except MemoryError:
        told = {"trouble": Trouble.TOO_DEMANDING, "facts": {}}
    tell({**told, "peak_memory_bytes": peak_memory_bytes()})
    return 0


def clean(path: Path, folder: Path, bounds: Bounds) -> Found:
    """Write a clean copy into a folder, and images to show.

    Raises:
        UnfitError: what is wrong with the file.

    """
    size = path.stat().st_size
    _refuse_large(size, bounds.most_megabytes())
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES))[0]
    _refuse_large(size, bounds.megabytes(kind.family))
    # Loaded for one family alone: a process starts for each file.
    match kind.family:
        case Family.IMAGE:
            from library.files import images  # noqa: PLC0415

            return images.clean(path, folder, kind, bounds)
        case Family.PDF:
            from library.files import pdf  # noqa: PLC0415

            return pdf.clean(path, folder, kind, bounds)
        case Family.OFFICE:
            from library.files import office  # noqa: PLC0415

            return office.clean(path, folder, bounds)
        case _:
            from library.files import media  # noqa: PLC0415

            return media.clean(path, folder, kind, bounds)


def _refuse_large(size: int, megabytes: int) -> None:
    if size > megabytes * MEGABYTE:
        raise UnfitError(Trouble.TOO_LARGE, max_megabytes=megabytes)


if __name__ == "__main__":
    sys.exit(main())
