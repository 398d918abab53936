from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from prevention.scheduling.acts import expire_due


class Command(BaseCommand):
    help = "Free the times that were held and that nobody answered for in time."

    def handle(self, *args: Any, **options: Any) -> None:
        expired = expire_due(now=timezone.now())
        sentence = ngettext("%(n)s time freed.", "%(n)s times freed.", expired)
        self.stdout.write(sentence % {"n": expired})
