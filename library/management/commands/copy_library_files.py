"""Copy the library's files from one storage to another, each checked by its digest."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import Storage
from django.core.files.storage.handler import StorageHandler
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from library.files.moving import copy_files, files_in
from prevention.storage_urls import stored_at

SITE = "site"


class Command(BaseCommand):
    help = "Copy the library's files to another storage; then set STORAGE_URL to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        says = "“site” for the one in use, file:///folder, or s3://key:secret@host/bucket"
        parser.add_argument("source", help=says)
        parser.add_argument("target", help=says)

    def handle(self, *, source: str, target: str, **_options: Any) -> None:
        if source == target:
            raise CommandError("Source and target are the same: there is nothing to copy.")
        origin, destination = _storage(source), _storage(target)
        names = list(files_in(origin))
        with tqdm(total=len(names), unit="file", disable=None) as bar:
            moved = copy_files(origin, destination, progress=lambda _name: bar.update())
        self.stdout.write(
            f"{len(names)} files: {moved.copied} copied, {moved.there} there already,"
            f" {len(moved.wrong)} wrong."
        )
        if moved.wrong:
            listed = "\n".join(moved.wrong)
            raise CommandError(f"These are not what their digest says, and were left:\n{listed}")


def _storage(address: str) -> Storage:
    """Open a storage by its address, apart from the site's settings."""
    if address == SITE:
        return StorageHandler()["default"]
    try:
        entry = stored_at(address)
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    # The stubs take what it is given for storages that are open.
    return StorageHandler({"default": entry})["default"]  # type: ignore[dict-item]
