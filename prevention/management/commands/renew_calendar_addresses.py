"""``manage.py renew_calendar_addresses``: after a change of ``FEED_KEY``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from prevention.calendars.feeds import renew_addresses


class Command(BaseCommand):
    help = "Give every calendar the address that FEED_KEY makes; the old ones answer 410."

    def handle(self, *args: Any, **options: Any) -> None:
        renewed = renew_addresses(now=timezone.now())
        self.stdout.write(
            ngettext(
                "%(renewed)s calendar address renewed.",
                "%(renewed)s calendar addresses renewed.",
                renewed,
            )
            % {"renewed": renewed}
        )
