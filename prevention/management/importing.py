"""What the ``import_…`` commands share: one file, one transaction, one report."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from prevention.errors import RefusedError
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class ImportCommand(BaseCommand):
    """Import one official file; exit 0 when it was usable, 1 with a sentence when not."""

    source: ClassVar[str] = ""  # the dataset, for the help

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=self.source)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        """Read the file and store what it says."""
        raise NotImplementedError

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            size = file.stat().st_size
            # On a terminal only (disable=None), and not into the report.
            with tqdm(total=size, unit="o", unit_scale=True, disable=None, leave=False) as bar:
                report = self._import(file, progress=bar.update, **options)
        except OSError as error:
            raise CommandError(
                _("“%(file)s” cannot be read: %(reason)s.")
                % {"file": error.filename or file, "reason": error.strerror}
            ) from error
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            answer = {**report.as_json(), "dry_run": options["dry_run"]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for sentence in report.sentences():
            self.stdout.write(sentence)
        if options["dry_run"]:
            self.stdout.write(_("Dry run: nothing was written."))

    def _import(self, path: Path, *, dry_run: bool, progress: Progress, **options: Any) -> Report:
        with transaction.atomic():
            report = self.import_file(path, progress=progress, **options)
            transaction.set_rollback(dry_run)
        return report
