from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from prevention.offers.law import load_law


class Command(BaseCommand):
    help = "Load the themes and duties of the law, shipped with their legal reference."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_law()
        sentence = _(
            "Themes and duties: %(new)s new, %(changed)s changed, %(unchanged)s unchanged."
        )
        self.stdout.write(sentence % vars(loaded))
