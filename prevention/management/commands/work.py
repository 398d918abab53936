import signal
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from prevention.operations.worker import run_due
from prevention.schedule import SCHEDULE


class Command(BaseCommand):
    help = "Do what happens without anybody asking, until told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due, then stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = Event()

        def finish(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        for asked_to_stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked_to_stop, finish)
        while True:
            run_due(SCHEDULE, now=timezone.now())
            if once or stop.wait(timeout=1):
                return
            close_old_connections()
