from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevention.demonstration.cast import COORDINATOR
from prevention.demonstration.library import furnish_library, read_library
from prevention.demonstration.mails import tell_the_past
from prevention.demonstration.stage import guide, make_demonstration
from prevention.demonstration.years import play_years
from prevention.people.models import User


class Command(BaseCommand):
    help = "Load open data and invented people to try the product with (only where DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demonstration has accounts with a known password: set DEMO=1 to make it."
            )
        now = timezone.now()
        make_demonstration(now=now, say=self.stdout.write)
        coordinator = User.objects.get(email=COORDINATOR.email)
        furnish_library(read_library(), by=coordinator, now=now, say=self.stdout.write)
        self.stdout.write("Séances de deux années…")
        if play_years(now=now):
            tell_the_past(now=now)
        self.stdout.write("\n".join(guide(address=settings.SITE_URL)))
