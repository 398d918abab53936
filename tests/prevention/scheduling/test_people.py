"""When a facilitator is free, against sets of minutes."""

from datetime import UTC, time

from hypothesis import given

from prevention.scheduling.people import Person, Window
from tests.prevention.scheduling.test_intervals import LAST, MIDNIGHT, MINUTE, minutes_of, several

TODAY = MIDNIGHT.date()


@given(several, several)
def test_absences_and_what_is_taken_leave_the_other_minutes_whatever_overlaps(absences, busy):
    window = Window(TODAY.isoweekday(), time(0), time(0, LAST), TODAY)
    person = Person(1, [window], absences=absences, busy=busy)

    free = person.free_on(TODAY, UTC)

    at_work = minutes_of((MIDNIGHT, MIDNIGHT + LAST * MINUTE))
    assert minutes_of(*free) == at_work - minutes_of(*absences) - minutes_of(*busy)
