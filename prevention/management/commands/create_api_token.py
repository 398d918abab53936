from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from prevention.people.models import User, normalise_email
from prevention.people.tokens import create_token
from prevention.vocabulary import TokenScope

LONGEST = 365


class Command(BaseCommand):
    help = "Make a personal API token; its secret is printed once and not kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="manage.py")
        parser.add_argument("--scope", choices=TokenScope.values, default=TokenScope.READ)
        parser.add_argument("--days", type=int, default=LONGEST)

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=normalise_email(email), is_active=True).first()
        if user is None:
            raise CommandError(_("No active account has the address %s.") % email)
        if not 1 <= options["days"] <= LONGEST:
            raise CommandError(_("A token lasts from 1 to %s days.") % LONGEST)
        _token, secret = create_token(
            user=user,
            name=options["name"],
            scope=TokenScope(options["scope"]),
            days=options["days"],
            now=timezone.now(),
        )
        self.stdout.write(secret)
