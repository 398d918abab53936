import io

import av
import pytest
from PIL import Image

from library.files.mp3 import frame_bytes
from library.files.troubles import Trouble, UnfitError
from tests.library.files import makers
from tests.library.files.makers import SECRET


def streams(data):
    with av.open(io.BytesIO(data)) as container:
        assert container.metadata.keys() <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "encoder",
        }
        assert container.chapters() == []
        return [(one.type, one.codec_context.name) for one in container.streams]


@pytest.mark.parametrize(
    ("make", "kept"),
    [
        (makers.mp3, [("audio", "mp3float")]),
        (makers.ogg, [("audio", "opus")]),
        (makers.mp4, [("video", "h264"), ("audio", "aac")]),
        (makers.webm, [("video", "vp8"), ("audio", "opus")]),
    ],
)
def test_a_sound_or_film_keeps_what_is_heard_and_seen_alone(make, kept, cleaned_here):
    found, data = cleaned_here(make(seconds=2))

    assert streams(data) == kept
    assert found.duration_seconds == pytest.approx(2, abs=0.05)
    assert SECRET.encode() not in data


def test_a_film_is_shown_by_an_image_of_it(cleaned_here, work):
    found, _data = cleaned_here(makers.mp4())

    assert (found.width, found.height, found.cover) == (64, 48, "shown-64.webp")
    with Image.open(work / found.cover) as cover:
        red, green, blue = cover.getpixel((9, 9))
    assert green > 100 > max(red, blue)


def test_a_film_without_sound_is_one(cleaned_here):
    _found, data = cleaned_here(makers.media("mp4", video="libx264"))

    assert streams(data) == [("video", "h264")]


def test_a_film_starts_before_all_of_it_is_there(cleaned_here):
    _found, data = cleaned_here(makers.mp4())

    assert data.index(b"moov") < data.index(b"mdat")


def test_two_sounds_in_one_codec_that_browsers_do_not_play(cleaned_here):
    with pytest.raises(UnfitError) as refusal:
        cleaned_here(makers.media("mp4", video="libx264", audio="libmp3lame"))

    assert (refusal.value.trouble, refusal.value.facts) == (Trouble.CODEC, {"found": "mp3"})


def test_between_the_frames_of_an_mp3_nothing_stays(cleaned_here):
    sound = makers.mp3()
    _found, clean = cleaned_here(sound)
    _found, data = cleaned_here(sound + b"TAG" + SECRET.encode() + b"\xff\xfb" * 300)

    first = frame_bytes(data)  # says how long the sound is, to the sample
    assert data[first:] == clean[first:]


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ("fffb9000", 417),
        ("fffb9200", 418),
        ("fff38000", 208),
        ("ffe38000", 417),
        ("fffbf000", 0),
        ("fffb0000", 0),
        ("fffd9000", 0),
        ("ffeb9000", 0),
        ("fffb9c00", 0),
    ],
)
def test_a_header_tells_how_long_its_frame_is(header, length):
    """128 kbit/s at 44,100 Hz, with and without padding; 64 at 22,050 and 11,025; and no frames."""
    data = bytes.fromhex(header)

    assert frame_bytes(data) == length
