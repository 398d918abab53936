import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from library.interchange.bundle.exporting import export_collection
from library.models import Collection, Material


class Command(BaseCommand):
    help = "Write a collection as a ZIP, for a school without a network or another library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collection", type=uuid.UUID, help="its public identifier")
        parser.add_argument("file", type=Path, help="the ZIP to write")

    def handle(self, *args: Any, collection: uuid.UUID, file: Path, **options: Any) -> None:
        found = Collection.objects.filter(public_id=collection).first()
        if found is None:
            raise CommandError(_("No collection has this identifier."))
        with file.open("wb") as target:
            export_collection(
                found, materials=Material.objects.all(), target=target, now=timezone.now()
            )
