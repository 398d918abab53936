"""Bring the help services that are shipped to the directory."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from library.services import load_help_services


class Command(BaseCommand):
    help = "Load the help services shipped, each with its source and the day it was checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--communes",
            nargs="*",
            default=[],
            metavar="INSEE",
            help="Where the local services of the file serve; without any they are left out.",
        )

    def handle(self, *, communes: list[str], **_options: Any) -> None:
        loaded = load_help_services(communes=communes)
        sentence = _("Help services: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
        self.stdout.write(sentence % vars(loaded))
