"""Versions of a file: cleaned, kept once, the last one current; in a folder and in S3."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from library.acts import change_material
from library.errors import NoCopyAllowedError, SameFileError
from library.files.errors import FileRefusedError
from library.files.store import name_of, stored_names, sweep
from library.models import MaterialVersion, Rendition, StoredFile
from library.versions import add_version
from tests.factories import MaterialFactory, ThemeFactory
from tests.library.files.makers import image, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(file_of, now):
    def add_to(material, data, **more):
        return add_version(
            material=material, path=file_of(data), name="Affiche.JPG", by=None, now=now, **more
        )

    return add_to


def test_a_file_is_kept_with_its_pictures_and_becomes_the_current_version(storage_url, add):
    material = MaterialFactory()

    version = add(material, image("JPEG", (700, 500)), note="Nouveaux numéros")

    material.refresh_from_db()
    assert (material.current, version.number, version.note) == (version, 1, "Nouveaux numéros")
    file = version.file
    assert (file.media_type, file.width, file.height) == ("image/jpeg", 700, 500)
    with default_storage.open(name_of(file.pk)) as kept:
        assert len(kept.read()) == file.size_bytes
    assert {one.width for one in file.renditions.all()} == {320, 640, 700}
    names = {name_of(one.sha256) for one in file.renditions.all()} | {name_of(file.pk)}
    assert set(stored_names(default_storage)) == names
    assert material.cover


def test_earlier_versions_stay_under_their_numbers(add):
    material = MaterialFactory()

    first, second = add(material, pdf(1)), add(material, pdf(2))

    material.refresh_from_db()
    assert material.current == second
    assert list(material.versions.all()) == [second, first]
    assert default_storage.exists(name_of(first.file_id))


def test_the_same_content_is_kept_once_and_never_twice_in_a_row(storage_url, add):
    one, other = MaterialFactory(), MaterialFactory()
    first = add(one, image())

    assert add(other, image()).file == first.file
    with pytest.raises(SameFileError):
        add(one, image())

    assert StoredFile.objects.count() == 1
    assert MaterialVersion.objects.count() == 2


def test_a_refused_file_leaves_nothing_behind(storage_url, add):
    material = MaterialFactory()

    with pytest.raises(FileRefusedError):
        add(material, b"<html><script>alert(1)</script>")

    assert list(stored_names(default_storage)) == []
    assert not StoredFile.objects.exists()
    assert not MaterialVersion.objects.exists()


def test_where_the_licence_allows_a_link_alone_no_file_is_kept(add):
    material = MaterialFactory(licence="LINK_ONLY")

    with pytest.raises(NoCopyAllowedError):
        add(material, image())

    assert list(stored_names(default_storage)) == []


def test_what_readers_are_warned_of_is_not_on_the_cover(add):
    material = MaterialFactory()
    material.themes.add(ThemeFactory())
    add(material, image(size=(640, 360)))
    material.refresh_from_db()
    shown = material.cover.name

    change_material(material, warnings=["DISTRESS"], adult_advice="À préparer avec la classe.")

    material.refresh_from_db()
    assert material.cover.name != shown


def test_a_version_is_read_by_its_text_in_the_search(add):
    version = add(MaterialFactory(), pdf(1, words="Respecter le consentement"))

    assert "consentement" in version.file.text


def test_what_an_upload_that_ended_halfway_left_is_swept_away_a_day_later(storage_url, add, now):
    version = add(MaterialFactory(), image())
    lost = add(MaterialFactory(), pdf())
    MaterialVersion.objects.filter(pk=lost.pk).delete()
    type(lost.material).objects.filter(pk=lost.material_id).update(current=None)
    Rendition.objects.filter(file=lost.file).delete()
    StoredFile.objects.filter(pk=lost.file_id).delete()
    modified = default_storage.get_modified_time(name_of(lost.file_id))

    assert sweep(now=modified + timedelta(hours=23)) == 0
    assert sweep(now=modified + timedelta(hours=25)) >= 1

    kept = {name_of(version.file_id)}
    kept |= {name_of(one.sha256) for one in version.file.renditions.all()}
    assert set(stored_names(default_storage)) == kept
