import pytest

from library.files.kinds import HEAD_BYTES, KINDS, OFFICE, Family, sniff
from library.files.troubles import Trouble, UnfitError
from tests.library.files.makers import GOOD


@pytest.mark.parametrize("media_type", GOOD)
def test_the_type_is_what_the_content_says(media_type):
    taken = [kind.media_type for kind in sniff(GOOD[media_type]()[:HEAD_BYTES])]

    assert media_type in taken
    assert len(taken) == 1 or taken == [kind.media_type for kind in OFFICE]


def test_every_type_taken_is_made_by_these_tests():
    assert set(GOOD) == {kind.media_type for kind in KINDS}
    assert {kind.family for kind in KINDS} == set(Family)


@pytest.mark.parametrize(
    ("head", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\xef\xbb\xbf <!DOCTYPE html>", Trouble.WEB_PAGE),
        (b"\n<svg", Trouble.WEB_PAGE),
        (b"\xff\xfe<\0h\0t\0m\0l\0", Trouble.WEB_PAGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Trouble.OLD_OFFICE),
        (b"GIF89a", Trouble.TYPE_NOT_TAKEN),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Trouble.TYPE_NOT_TAKEN),
        (b"\0\0\0\x18ftypqt  \0\0\0\0", Trouble.TYPE_NOT_TAKEN),
        (b"\xff\xff\xff\xff", Trouble.TYPE_NOT_TAKEN),
        (b" " * 1100 + b"%PDF-1.7", Trouble.TYPE_NOT_TAKEN),
    ],
)
def test_what_is_not_taken_is_told_from_its_head(head, trouble):
    with pytest.raises(UnfitError) as refusal:
        sniff(head)

    assert refusal.value.trouble == trouble
