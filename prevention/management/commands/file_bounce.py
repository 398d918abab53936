import os
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError
from django.utils.translation import gettext as _

from prevention.messages.bounces import MOST_BYTES, Outcome, file_bounce


class Command(BaseCommand):
    help = "Read from standard input a mail that came back, and mark the message it is about."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = file_bounce(_read_all())
        except OperationalError as cause:
            self.stderr.write(str(cause))
            sys.exit(os.EX_TEMPFAIL)
        if outcome == Outcome.TOO_SOON:
            sys.exit(os.EX_TEMPFAIL)
        # Success all the same: on any failure the mail server would answer whoever the mail
        # says it is from, which nobody has checked (RFC 3834, 2).
        if outcome == Outcome.UNKNOWN:
            self.stderr.write(_("This mail reports about no message of ours: it is left aside."))


def _read_all() -> bytes:
    """The beginning of the mail; the rest is read and dropped, for whoever writes it waits."""
    mail = sys.stdin.buffer.read(MOST_BYTES)
    while sys.stdin.buffer.read(MOST_BYTES):
        pass
    return mail
