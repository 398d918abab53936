import signal
from argparse import ArgumentTypeError
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from prevention.operations.worker import work


def at_least_one(text: str) -> int:
    threads = int(text)
    if threads < 1:
        raise ArgumentTypeError("at least one thread")
    return threads


class Command(BaseCommand):
    help = "Do what happens without anybody asking, until told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due, then stop")
        parser.add_argument(
            "--threads",
            type=at_least_one,
            default=4,
            help="how many tasks run at a time, so that a slow one delays no other (default: 4)",
        )

    def handle(self, *args: Any, once: bool, threads: int, **options: Any) -> None:
        stop = Event()

        def finish(asked: int, _frame: FrameType | None) -> None:
            stop.set()
            signal.signal(asked, signal.SIG_DFL)  # asked again: at once

        for asked_to_stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked_to_stop, finish)
        work(stop=stop, threads=threads, once=once)
