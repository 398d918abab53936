from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from library.interchange.bundle.importing import import_collection
from prevention.errors import RefusedError
from prevention.people.models import User


class Command(BaseCommand):
    help = "Take in the ZIP of a collection: what is new becomes drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a ZIP that export_collection has written")
        parser.add_argument("--by", required=True, help="e-mail of the coordinator who takes it in")

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=by).first()
        if person is None or not person.may("material.review"):
            raise CommandError(_("Nobody who reviews materials has this address."))
        try:
            report = import_collection(file, by=person, now=timezone.now())
        except OSError as error:
            raise CommandError(
                _("“%(file)s” cannot be read: %(reason)s.")
                % {"file": file, "reason": error.strerror}
            ) from error
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for sentence in report.sentences():
            self.stdout.write(sentence)
