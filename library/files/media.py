"""Sounds and films: their packets put into a new container, and nothing else of the old one.

Nothing is encoded again: what was heard and seen stays as good as it was. Titles, chapters,
cover art, subtitles, attachments and data streams (a telephone's place, for one) stay behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
from av.stream import Disposition
from PIL import Image

from library.files import kinds
from library.files.bounds import MAX_SIDE_PIXELS, Bounds
from library.files.images import cover_of, show
from library.files.kinds import Family, Kind
from library.files.mp3 import frame_bytes
from library.files.results import Found
from library.files.troubles import Trouble, UnfitError


@dataclass(frozen=True)
class Container:
    """How FFmpeg calls a container, and the codecs in it that browsers play."""

    reader: str
    writer: str
    codecs: frozenset[str]
    options: dict[str, str]


CONTAINERS = {
    kinds.MP3: Container("mp3", "mp3", frozenset({"mp3"}), {"id3v2_version": "0"}),
    kinds.OGG: Container("ogg", "ogg", frozenset({"vorbis", "opus"}), {}),
    # The index first, so that a film starts before all of it is there.
    kinds.MP4: Container(
        "mov", "mp4", frozenset({"h264", "av1", "aac"}), {"movflags": "+faststart"}
    ),
    kinds.WEBM: Container(
        "matroska", "webm", frozenset({"vp8", "vp9", "av1", "vorbis", "opus"}), {}
    ),
}
# Decoders have names of their own for the same codec.
DECODERS = {"libdav1d": "av1", "libopus": "opus", "libvorbis": "vorbis"}
DECODERS |= {"libvpx": "vp8", "libvpx-vp9": "vp9", "mp3float": "mp3"}
# A film stands for itself by an image from after its titles.
COVER_AT = Fraction(1, 10)
# What may be missing at the end, of the length that a container declares.
WHOLE_ENOUGH = 0.9


def clean(path: Path, folder: Path, kind: Kind, bounds: Bounds) -> Found:
    """Write the first sound and, of a film, the first images into a container of their own.

    Raises:
        UnfitError: CODEC, TOO_MANY_PIXELS or DAMAGED.

    """
    name = f"whole.{kind.extension}"
    try:
        duration = _remux(path, folder / name, kind, bounds)
        if kind.family == Family.AUDIO:
            return Found(kind, name, duration_seconds=duration)
        frame = _frame(folder / name, kind)
    except av.error.MemoryError:
        raise
    except (av.error.FFmpegError, EOFError, StopIteration) as damage:
        raise UnfitError(Trouble.DAMAGED) from damage
    shown = show(frame, folder, "shown", bounds.widths)
    return Found(
        kind,
        name,
        width=frame.width,
        height=frame.height,
        duration_seconds=duration,
        shown=shown,
        cover=cover_of(shown),
    )


def _remux(path: Path, target: Path, kind: Kind, bounds: Bounds) -> float:
    """Copy the packets, and tell how long they last in seconds."""
    form = CONTAINERS[kind]
    options = {"fflags": "+bitexact", **form.options}  # no program, no date, no random number
    with (
        _opened(path, kind) as source,
        av.open(target, "w", format=form.writer, container_options=options) as copy,
    ):
        streams = _streams(source, kind, bounds)
        into = {stream.index: copy.add_stream_from_template(stream) for stream in streams}
        last = Fraction(0)
        for packet in _packets(source, streams, kind):
            if packet.time_base is not None:
                ends = (packet.pts or packet.dts) + (packet.duration or 0)
                last = max(last, ends * packet.time_base - _start(source))
            packet.stream = into[packet.stream.index]
            copy.mux(packet)
        declared = Fraction(source.duration or 0, av.time_base)
    if not last or (kind.family == Family.VIDEO and last < declared * WHOLE_ENOUGH):
        raise UnfitError(Trouble.DAMAGED)
    return round(float(last), 3)


def _packets(source: Any, streams: list[Any], kind: Kind) -> Iterator[Any]:
    for packet in source.demux(streams):
        if packet.dts is None:  # the end
            continue
        if kind != kinds.MP3:
            yield packet
        elif frame := _alone(packet):
            yield frame


def _alone(packet: Any) -> Any:
    """One frame of MP3 without the tags, or whatever else, that hang on it; or None."""
    data = bytes(packet)
    length = frame_bytes(data)
    if not length or len(data) < length:
        return None
    if len(data) == length:
        return packet
    frame = av.Packet(data[:length])
    frame.stream, frame.time_base, frame.duration = packet.stream, packet.time_base, packet.duration
    frame.pts, frame.dts = packet.pts, packet.dts
    return frame


def _streams(source: Any, kind: Kind, bounds: Bounds) -> list[Any]:
    """The first film and the first sound, in codecs that browsers play."""
    films = [one for one in source.streams.video if not _is_cover_art(one)]
    wanted = [*films[:1], *source.streams.audio[:1]]
    if unknown := sorted({_codec(one) for one in wanted} - CONTAINERS[kind].codecs):
        raise UnfitError(Trouble.CODEC, found=unknown[0])
    if kind.family == Family.AUDIO and films:
        raise UnfitError(Trouble.CODEC, found=_codec(films[0]))
    if kind.family == Family.VIDEO and not films:
        raise UnfitError(Trouble.TYPE_NOT_TAKEN)
    if not wanted:
        raise UnfitError(Trouble.DAMAGED)
    for film in films[:1]:
        size = film.codec_context.width * film.codec_context.height
        if size > bounds.video_megapixels * 10**6:
            raise UnfitError(
                Trouble.TOO_MANY_PIXELS,
                max_megapixels=bounds.video_megapixels,
                max_side=MAX_SIDE_PIXELS,
            )
    return wanted


def _frame(path: Path, kind: Kind) -> Image.Image:
    """One image of a film, upright."""
    with _opened(path, kind) as film:
        stream = film.streams.video[0]
        stream.thread_type = "NONE"
        if film.duration:
            film.seek(int(film.duration * COVER_AT))
        frame = next(film.decode(stream))
        image: Image.Image = frame.to_image(threads=1)
        return image.rotate(frame.rotation, expand=True)


def _codec(stream: Any) -> str:
    """What the norm calls the stream's codec, whichever library decodes it."""
    context = stream.codec_context
    if context is None:
        return "?"
    name: str = context.name
    return DECODERS.get(name, name)


def _is_cover_art(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def _start(container: Any) -> Fraction:
    return Fraction(container.start_time or 0, av.time_base)


def _opened(path: Path, kind: Kind) -> Any:
    # The reader is the one of the type that was seen, and reads this file alone; words in other
    # alphabets than they claim are no damage.
    return av.open(
        path,
        format=CONTAINERS[kind].reader,
        container_options={"protocol_whitelist": "file"},
        metadata_errors="replace",
    )
