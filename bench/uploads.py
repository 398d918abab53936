"""Files that people add: images to show beside bare Pillow, and what hostile files take.

Memory is the most that the child process held at once, its libraries included; a child that reads
nothing takes thirteen megabytes. Times are from the question to the answer, with the start of the
process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PIL import Image

from bench.timing import Beside, row, seconds
from library.files.cleaning import READER, bounds_of_site, clean
from library.files.images import FORMATS, SHOWN, WHOLE, show
from library.files.kinds import JPEG
from prevention.child_process import ask
from tests.library.files.hostile import HOSTILE
from tests.library.files.makers import ORIENTATION

PHOTOGRAPH = (4000, 3000)
MEGABYTE = 1024**2


def fill(folder: Path, server_url: str) -> None:
    photograph = folder / "photograph.jpg"
    draw_photograph(photograph)
    print(f"\n{'Images of 12 megapixels':<56}{'floor':>14}{'ours':>13}{'ratio':>8}")
    for act in (thumbnails(photograph, folder), whole(photograph, folder)):
        floor, ours = seconds(act.floor, runs=act.runs), seconds(act.ours, runs=act.runs)
        shown = len(bounds_of_site().widths) * len(SHOWN)
        print(row(f"{act.name}: {shown / ours:.1f}/s / {shown / floor:.1f}/s", floor, ours))
    print(f"\n{'Hostile files':<40}{'what comes of it':<26}{'memory':>10}{'time':>10}")
    for name, (make, _code) in HOSTILE.items():
        print(hostile(name, make()), flush=True)


FLIPPED = Image.Transpose.FLIP_LEFT_RIGHT


def draw_photograph(path: Path) -> None:
    """Something with as much detail as a photograph has, lying on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    noise = Image.effect_noise((PHOTOGRAPH[0] // 8, PHOTOGRAPH[1] // 8), 60)
    picture = Image.merge("RGB", [noise, noise.rotate(180), noise.rotate(180).transpose(FLIPPED)])
    picture.resize(PHOTOGRAPH, Image.Resampling.BICUBIC).save(path, quality=92, exif=exif)


def thumbnails(photograph: Path, folder: Path) -> Beside:
    """Every width in both formats, from pixels in memory, by the same encoders."""
    with Image.open(photograph) as image:
        pixels = image.convert("RGB")
    widths = bounds_of_site().widths

    def bare() -> None:
        _bare_thumbnails(pixels, folder)

    def ours() -> None:
        show(pixels, folder, "ours", tuple(widths))

    return Beside("Thumbnails / bare Pillow", bare, ours, runs=3)


def whole(photograph: Path, folder: Path) -> Beside:
    """All that is done with an image: read, turned, written anew and shown, in its process."""

    def bare() -> None:
        with Image.open(photograph) as image:
            pixels = image.transpose(Image.Transpose.ROTATE_270)
        pixels.save(folder / "bare.jpg", **WHOLE[JPEG])
        _bare_thumbnails(pixels, folder)

    def ours() -> None:
        with TemporaryDirectory(dir=folder) as work:
            clean(photograph, work=Path(work))

    return Beside("A photograph made anew / Pillow, no process", bare, ours, runs=3)


def _bare_thumbnails(pixels: Image.Image, folder: Path) -> None:
    for width in bounds_of_site().widths:
        smaller = pixels.copy()
        smaller.thumbnail((width, 2 * width), Image.Resampling.LANCZOS)
        for kind, options in SHOWN.items():
            smaller.save(folder / f"bare.{kind.extension}", FORMATS[kind], **options)


def hostile(name: str, data: bytes) -> str:
    """One line: what came of a file, and what it took."""
    bounds = bounds_of_site()
    with _given(data) as (path, work):
        question = {"path": str(path), "folder": str(work), "bounds": asdict(bounds)}
        start = perf_counter()
        ended = ask(READER, question, seconds=2 * bounds.waiting_seconds)
        spent = perf_counter() - start
    outcome = ended.told.get("trouble", "made harmless")
    memory = f"{ended.told.get('peak_memory_bytes', 0) // MEGABYTE} MB"
    if ended.code:  # by the system, or a library out of memory
        outcome, memory = f"ended, code {ended.code}", f"≤ {bounds.memory_megabytes} MB"
    return f"{name:<40}{outcome:<26}{memory:>10}{spent:>8.2f} s"


@contextmanager
def _given(data: bytes) -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory() as folder:
        path, work = Path(folder, "given"), Path(folder, "work")
        path.write_bytes(data)
        work.mkdir()
        yield path, work
