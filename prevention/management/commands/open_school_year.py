import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from prevention.errors import RefusedError
from prevention.schools.models import SchoolYear
from prevention.schools.years import OpenedYear, open_school_year


class Command(BaseCommand):
    help = "Open a school year: carry its classes on from the year before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="2027 opens 2027-2028")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        opened = _open(options["year"], dry_run=options["dry_run"])
        if options["json"]:
            answer = asdict(opened) | {"dry_run": options["dry_run"]}
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write("\n".join(_sentences(opened, dry_run=options["dry_run"])))


def _open(year: int, *, dry_run: bool) -> OpenedYear:
    try:
        with transaction.atomic():
            opened = open_school_year(year=year)
            transaction.set_rollback(dry_run)
    except RefusedError as refusal:
        raise CommandError(str(refusal)) from refusal
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return opened


def _sentences(opened: OpenedYear, *, dry_run: bool) -> list[str]:
    counts = [
        (_("Classes carried on, without their head count: %s."), opened.carried_on),
        (_("Classes already there, left as they are: %s."), opened.already_there),
        (_("Classes left behind with a closed school: %s."), opened.left_with_closed_schools),
    ]
    title = _("School year %s, new.") if opened.newly_opened else _("School year %s.")
    return [
        title % SchoolYear(year=opened.school_year),
        *(sentence % count for sentence, count in counts),
        *([_("Dry run: nothing was written.")] if dry_run else []),
    ]
