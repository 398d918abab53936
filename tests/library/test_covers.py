import io

import pytest
from PIL import Image

from library.covers import (
    COLOURS,
    INK,
    CoverUnreadableError,
    clean_image,
    draw_cover,
    make_cover,
    take_cover,
)
from library.files.errors import FileDamagedError, FileTooManyPixelsError
from prevention.vocabulary import Level
from tests.factories import MaterialFactory


def image_bytes(form="PNG", size=(40, 30), mode="RGB", **options):
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, form, **options)
    return target.getvalue()


def read(data):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


@pytest.mark.django_db
def test_the_same_material_draws_the_same_cover_and_keeps_it_once():
    material = MaterialFactory()

    make_cover(material)
    first = material.cover.name
    make_cover(material)

    assert material.cover.name == first
    with material.cover.open() as stored:
        assert stored.read() == draw_cover(material)


@pytest.mark.parametrize(
    "title",
    ["Non", "Égalité filles-garçons : œuvrer ensemble, c’est déjà commencer à l’école", "é" * 150],
)
def test_a_cover_has_the_size_of_a_card_and_no_metadata(title):
    cover = read(draw_cover(MaterialFactory.build(title=title, levels=tuple(Level))))

    assert (cover.format, cover.size) == ("WEBP", (800, 450))
    assert dict(cover.getexif()) == {}


def test_every_level_has_a_colour_on_which_white_letters_are_readable():
    def luminance(colour):
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    contrast = {hue: (luminance(INK) + 0.05) / (luminance(hue) + 0.05) for hue in COLOURS}

    assert sorted(level for levels in COLOURS.values() for level in levels) == sorted(Level)
    assert min(contrast.values()) > 4.5


@pytest.mark.django_db
def test_an_uploaded_photograph_loses_its_metadata_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Maker of the camera"
    material = MaterialFactory()

    take_cover(material, image_bytes("JPEG", size=(40, 30), exif=exif))

    with material.cover.open() as stored:
        kept = stored.read()
    assert read(kept).size == (30, 40)
    assert b"Maker" not in kept


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1"])
def test_any_colour_mode_is_taken(mode):
    assert read(clean_image(image_bytes(mode=mode if mode != "P" else "P"))).mode == "RGB"


def test_a_large_image_is_made_smaller():
    assert read(clean_image(image_bytes(size=(4000, 1000)))).size == (1600, 400)


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 not an image",
        image_bytes("GIF"),
    ],
    ids=["empty", "svg", "pdf", "gif"],
)
def test_what_is_no_image_of_the_types_taken_is_refused(upload):
    with pytest.raises(CoverUnreadableError):
        clean_image(upload)


def test_an_image_that_is_cut_off_is_refused():
    with pytest.raises(FileDamagedError):
        clean_image(image_bytes("JPEG", size=(400, 300))[:400])


def test_an_image_that_unpacks_to_too_many_pixels_is_refused():
    with pytest.raises(FileTooManyPixelsError) as refusal:
        clean_image(image_bytes("PNG", size=(6000, 5000), mode="1"))

    assert refusal.value.facts == {"max_megapixels": 25, "max_side": 16_383}
