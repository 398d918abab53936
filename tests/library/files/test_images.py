import io

import pytest
from PIL import Image

from library.files.results import Shown
from tests.library.files.makers import SECRET, image

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}


def read(data):
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_photograph_keeps_its_format_and_pixels_and_loses_the_rest(form, cleaned_here):
    found, data = cleaned_here(image(form, sideways=True))

    kept = read(data)
    assert (found.kind.media_type, kept.format) == (MEDIA_TYPES[form], form)
    assert (found.width, found.height) == kept.size == (300, 400)  # set upright
    left_half_was_red = kept.convert("RGB").getpixel((150, 50))
    assert left_half_was_red[0] > 240
    assert max(left_half_was_red[1:]) < 30
    assert dict(kept.getexif()) == {}
    assert {"exif", "icc_profile", "xmp", "comment"} & set(kept.info) == set()
    assert SECRET.encode() not in data
    assert b"Exif" not in data


def test_smaller_images_are_made_and_none_is_larger_than_it_was(cleaned_here, work):
    found, _data = cleaned_here(image("PNG", size=(100, 50)))

    assert found.shown == [
        Shown("shown-100.webp", "image/webp", 100, 50),
        Shown("shown-100.avif", "image/avif", 100, 50),
        Shown("shown-64.webp", "image/webp", 64, 32),
        Shown("shown-64.avif", "image/avif", 64, 32),
    ]
    assert found.cover == "shown-100.webp"
    sizes = [read((work / one.name).read_bytes()).size for one in found.shown]
    assert sizes == [(one.width, one.height) for one in found.shown]


def test_a_long_poster_is_shown_at_most_twice_as_high_as_wide(cleaned_here):
    found, _data = cleaned_here(image("PNG", size=(200, 2000)))

    assert [(one.width, one.height) for one in found.shown[::2]] == [(32, 320), (13, 128)]


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16"])
def test_any_colour_mode_is_taken_and_shown_on_white_paper(mode, cleaned_here, work):
    picture = Image.new("I" if mode == "I;16" else "L", (80, 40), 255)
    if mode == "I;16":
        picture = picture.point(lambda value: value * 128)
    target = io.BytesIO()
    picture.convert(mode).save(target, "PNG")

    found, data = cleaned_here(target.getvalue())

    assert read(data).mode in {"L", "RGB", "RGBA"}
    assert read((work / found.cover).read_bytes()).mode == "RGB"
    grey = read(data).convert("L").getpixel((9, 9))
    assert abs(grey - (127 if mode == "I;16" else 255)) <= 1


def test_what_is_transparent_stays_so_and_is_shown_on_white(cleaned_here, work):
    target = io.BytesIO()
    Image.new("RGBA", (80, 40), (0, 0, 0, 0)).save(target, "PNG")

    found, data = cleaned_here(target.getvalue())

    assert read(data).getpixel((9, 9))[3] == 0
    assert read((work / found.cover).read_bytes()).getpixel((9, 9)) == (255, 255, 255)


def test_inks_become_colours(cleaned_here):
    target = io.BytesIO()
    Image.new("CMYK", (80, 40), (0, 255, 255, 0)).save(target, "JPEG")

    _found, data = cleaned_here(target.getvalue())

    red, green, _blue = read(data).getpixel((9, 9))
    assert read(data).mode == "RGB"
    assert red > 200
    assert green < 100


@pytest.mark.parametrize("profile", [b"no profile", b""])
def test_a_profile_that_is_none_changes_nothing(profile, cleaned_here):
    _found, data = cleaned_here(image(icc_profile=profile))

    assert read(data).size == (400, 300)
