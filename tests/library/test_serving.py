"""How files leave: in parts, asked about each time, and never as a page of the site."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from library.files.ranges import Part, UnsatisfiableError, asked_part
from library.files.store import name_of
from library.versions import add_version
from tests.factories import MaterialFactory, RoleFactory
from tests.library.files.makers import docx_parts, image, packed, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    client.force_login(RoleFactory().user)
    return client


@pytest.fixture
def kept(file_of, now):
    """A material with a file, and what is kept of it."""

    def keep(data, **fields):
        material = MaterialFactory(**fields)
        version = add_version(material=material, path=file_of(data), name="x", by=None, now=now)
        material.refresh_from_db()
        with default_storage.open(name_of(version.file_id)) as file:
            return material, file.read()

    return keep


def address(material):
    return reverse("material-file", args=[material.public_id])


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_leaves_whole_under_its_materials_title(storage_url, teacher, kept):
    material, content = kept(pdf(2), title="Dire non : oser / savoir")

    answer = teacher.get(address(material))

    assert body(answer) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "/" not in answer["Content-Disposition"].partition("filename")[2].replace("utf-8''", "")
    assert answer["Accept-Ranges"] == "bytes"


def test_a_part_of_a_file_leaves_alone(storage_url, teacher, kept):
    material, content = kept(image(size=(640, 480)))
    size = len(content)
    for asked, start, end in [
        ("bytes=0-9", 0, 9),
        ("bytes=100-", 100, size - 1),
        ("bytes=-50", size - 50, size - 1),
        (f"bytes=10-{size * 2}", 10, size - 1),
    ]:
        answer = teacher.get(address(material), headers={"Range": asked})

        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {start}-{end}/{size}"
        assert body(answer) == content[start : end + 1]


def test_a_part_beyond_the_end_is_refused_and_another_unit_ignored(teacher, kept):
    material, content = kept(image())

    beyond = teacher.get(address(material), headers={"Range": f"bytes={len(content)}-"})
    pages = teacher.get(address(material), headers={"Range": "pages=1-2"})

    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert (pages.status_code, body(pages)) == (200, content)


def test_a_part_of_another_version_is_not_mixed_in(teacher, kept):
    material, content = kept(image())
    held = teacher.get(address(material))["ETag"]

    same = teacher.get(address(material), headers={"Range": "bytes=0-9", "If-Range": held})
    other = teacher.get(address(material), headers={"Range": "bytes=0-9", "If-Range": '"before"'})

    assert (same.status_code, body(same)) == (206, content[:10])
    assert (other.status_code, body(other)) == (200, content)


def test_who_has_the_current_version_is_told_so_in_a_line(teacher, kept):
    material, _content = kept(image())
    held = teacher.get(address(material))["ETag"]

    answer = teacher.get(address(material), headers={"If-None-Match": held})

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", held)


def test_the_head_alone_may_be_asked_for(teacher, kept):
    material, content = kept(image())

    answer = teacher.head(address(material))

    assert (answer["Content-Length"], answer.content) == (str(len(content)), b"")


@pytest.mark.parametrize(
    ("data", "shown"),
    [(image("PNG"), "inline"), (pdf(), "attachment"), (packed(docx_parts()), "attachment")],
    ids=["image", "pdf", "office"],
)
def test_nothing_in_a_file_can_act_in_the_sites_name(teacher, kept, data, shown):
    material, _content = kept(data)

    answer = teacher.get(address(material))
    saved = teacher.get(address(material) + "?download")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Disposition"].startswith(shown)
    assert saved["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_server_in_front_may_send_the_bytes(settings, teacher, kept):
    settings.LIBRARY_ACCEL_PREFIX = "/kept/"
    material, _content = kept(pdf())

    answer = teacher.get(address(material))

    digest = material.current.file_id
    assert answer["X-Accel-Redirect"] == f"/kept/files/{digest[:2]}/{digest}"
    assert (answer.content, answer["Content-Type"]) == (b"", "application/pdf")


def test_a_stable_address_gives_the_current_version_and_a_number_its_own(
    teacher, kept, file_of, now
):
    material, first = kept(pdf(1))
    add_version(material=material, path=file_of(pdf(3)), name="x", by=None, now=now)

    current = teacher.get(address(material))
    numbered = teacher.get(reverse("material-version", args=[material.public_id, 1]))

    assert body(current) != first
    assert body(numbered) == first
    assert "remplac" in numbered["Content-Disposition"]
    assert "remplac" not in current["Content-Disposition"]


def test_a_picture_is_avif_to_who_names_it_and_webp_to_others(teacher, kept):
    material, _content = kept(image(size=(700, 500)))
    path = reverse("material-picture", args=[material.public_id, 1, 640])

    types = [
        teacher.get(path, headers={"Accept": accept})["Content-Type"]
        for accept in ("image/avif,image/webp,*/*", "image/webp,*/*", "*/*")
    ]

    assert types == ["image/avif", "image/webp", "image/webp"]
    assert teacher.get(path)["Vary"].startswith("Accept")
    assert teacher.get(path.replace("640", "641")).status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(client, kept):
    material, _content = kept(pdf())

    answer = client.get(address(material))

    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={address(material)}"


@given(size=st.integers(1, 10_000), first=st.integers(0, 12_000), last=st.integers(0, 12_000))
def test_a_range_is_within_the_file_or_refused(size, first, last):
    try:
        part = asked_part(f"bytes={first}-{last}", size)
    except UnsatisfiableError:
        assert first >= size
        return
    if last < first:
        assert part is None
    else:
        assert part == Part(first, min(last, size - 1))


@pytest.mark.parametrize("header", ["bytes=", "bytes=-", "bytes=a-b", "bytes=1-2,5-6", "1-2", ""])
def test_what_is_no_single_range_asks_for_the_whole(header):
    assert asked_part(header, 100) is None


def test_no_last_byte_at_all_is_no_range():
    with pytest.raises(UnsatisfiableError):
        asked_part("bytes=-0", 100)
