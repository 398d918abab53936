"""Every odd or hostile calendar, from a real server through a real child process."""

import resource
from zoneinfo import ZoneInfo

import pytest

from prevention.calendars.busy.child import Bounds
from prevention.calendars.busy.troubles import UnreadableError
from tests.prevention.calendars.busy.corpus import HTTP, SENT

PARIS = ZoneInfo("Europe/Paris")


def told(occurrence):
    start, end = (one.astimezone(PARIS) for one in (occurrence.starts_at, occurrence.ends_at))
    day = "" if start.date() == end.date() else f"{end:%Y-%m-%d }"
    return f"{start:%Y-%m-%d %H:%M}/{day}{end:%H:%M}"


def outcome(read, question):
    try:
        return [told(one) for one in read(question).busy]
    except UnreadableError as error:
        return error.trouble


def most_memory():
    """Of the largest child that this process has waited for, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


class TestFiles:
    @pytest.mark.parametrize("name", SENT)
    def test_a_file_comes_to_what_the_corpus_says(self, name, server, read, question):
        server.answers["/a.ics"], expected = SENT[name]

        assert outcome(read, question()) == expected
        assert most_memory() <= Bounds().memory_bytes


class TestAnswers:
    @pytest.mark.parametrize("name", HTTP)
    def test_an_answer_comes_to_what_the_corpus_says(self, name, server, read, question, inside):
        server.answers["/a.ics"], expected = HTTP[name]

        assert outcome(read, question()) == expected
        assert inside.visitors() == 0
        assert most_memory() <= Bounds().memory_bytes


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(SENT | HTTP) >= 40
