"""From a folder to an S3 store and back, each content held against its digest."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.storage.handler import StorageHandler
from django.core.management import CommandError, call_command

from library.covers import make_cover
from library.files.moving import files_in
from library.files.store import name_of
from prevention.storage_urls import stored_at
from tests.factories import MaterialFactory
from tests.library.kept import keep_version

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[("folder_url", "s3_url"), ("s3_url", "folder_url")], ids=" to ".join)
def storages(request, kept_at):
    """The site's own storage with two files and a cover, and where they are to go."""
    source, target = (request.getfixturevalue(name) for name in request.param)
    kept_at(source)
    material = MaterialFactory()
    version = keep_version(material, b"a poster")
    make_cover(material)
    return source, target, version


def storage_at(url):
    return StorageHandler({"default": stored_at(url)})["default"]


def contents(storage):
    read = {}
    for name in files_in(storage):
        with storage.open(name) as file:
            read[name] = file.read()
    return read


def test_all_files_are_there_afterwards_and_the_source_is_as_it_was(storages, capsys):
    source, target, version = storages
    before = contents(default_storage)

    call_command("copy_library_files", "site", target)

    assert "3 files: 3 copied, 0 there already, 0 wrong." in capsys.readouterr().out
    copied = contents(storage_at(target))
    assert copied == before == contents(storage_at(source))
    assert copied[name_of(version.file_id)] == b"a poster"


def test_again_it_copies_what_is_missing_or_was_cut_off(storages, capsys):
    _source, target, version = storages
    call_command("copy_library_files", "site", target)
    there = storage_at(target)
    there.delete(name_of(version.file_id))
    there.save(name_of(version.file_id), ContentFile(b"a pos"))

    call_command("copy_library_files", "site", target)

    assert "1 copied, 2 there already" in capsys.readouterr().out
    assert contents(there) == contents(default_storage)


def test_a_damaged_file_is_named_and_not_copied(storages):
    _source, target, version = storages
    name = name_of(version.file_id)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"something else"))

    with pytest.raises(CommandError, match=name):
        call_command("copy_library_files", "site", target)

    assert not storage_at(target).exists(name)
    assert len(contents(storage_at(target))) == 2


@pytest.mark.parametrize(
    ("source", "target"), [("site", "site"), ("site", "ftp://somewhere"), ("s3://nobucket", "site")]
)
def test_what_is_no_other_storage_is_refused(source, target):
    with pytest.raises(CommandError):
        call_command("copy_library_files", source, target)
