"""Every odd or hostile calendar, from a real server through a real child process."""

from zoneinfo import ZoneInfo

import pytest

from prevention.calendars.busy.child import Bounds
from prevention.calendars.busy.troubles import UnreadableError
from tests.prevention.calendars.busy.corpus import READ
from tests.prevention.calendars.busy.hostile import ANSWERS, REFUSED
from tests.prevention.calendars.busy.servers import response

PARIS = ZoneInfo("Europe/Paris")
FILES = READ | REFUSED


def told(occurrence):
    start, end = (one.astimezone(PARIS) for one in (occurrence.starts_at, occurrence.ends_at))
    day = "" if start.date() == end.date() else f"{end:%Y-%m-%d }"
    return f"{start:%Y-%m-%d %H:%M}/{day}{end:%H:%M}"


def outcome(read, question):
    try:
        return [told(one) for one in read(question).busy]
    except UnreadableError as error:
        return error.trouble


def assert_within_memory(peak):
    """A child that the system has ended was within its bound, or would not have been ended."""
    assert not peak.exists() or int(peak.read_text()) <= Bounds().memory_bytes


class TestFiles:
    @pytest.mark.parametrize("name", FILES)
    def test_a_file_comes_to_what_the_corpus_says(self, name, server, read, question, peak):
        file, expected = FILES[name]
        server.answers["/a.ics"] = response(file)

        assert outcome(read, question()) == expected
        assert_within_memory(peak)


class TestAnswers:
    @pytest.mark.parametrize("name", ANSWERS)
    def test_an_answer_comes_to_what_the_corpus_says(
        self, name, server, read, question, inside, peak
    ):
        server.answers["/a.ics"], expected = ANSWERS[name]

        assert outcome(read, question()) == expected
        assert inside.visitors() == 0
        assert_within_memory(peak)


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(FILES | ANSWERS) >= 40
