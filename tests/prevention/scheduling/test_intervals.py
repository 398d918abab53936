"""The arithmetic of stretches against what it means: sets of minutes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from prevention.scheduling.intervals import (
    covered,
    instant,
    merged,
    overlaps_any,
    shortened,
    without,
)

MIDNIGHT = datetime(2026, 10, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST = 30  # few minutes, so that ends meet often


def span_of(ends):
    start, end = sorted(ends)
    return MIDNIGHT + start * MINUTE, MIDNIGHT + end * MINUTE


ends = st.integers(0, LAST)
spans = st.sets(ends, min_size=2, max_size=2).map(span_of)
several = st.lists(spans, max_size=6)
# Every second stretch between some ends, or all of them: these touch each other.
in_order = st.builds(
    lambda cuts, step: list(pairwise(sorted(MIDNIGHT + cut * MINUTE for cut in cuts)))[::step],
    st.sets(ends, max_size=10),
    st.sampled_from([1, 2]),
)


def minutes_of(*stretches):
    return {
        MIDNIGHT + n * MINUTE
        for n in range(LAST + 1)
        if any(start <= MIDNIGHT + n * MINUTE < end for start, end in stretches)
    }


@given(several)
def test_merged_spans_hold_the_same_minutes_in_as_few_stretches_as_can_be(many):
    found = merged(many)

    assert minutes_of(*found) == minutes_of(*many)
    assert all(start < end for start, end in found)
    assert all(one[1] < following[0] for one, following in pairwise(found))


@given(spans, in_order)
def test_what_is_left_of_a_span_is_its_minutes_that_nothing_takes(span, taken):
    left = without(span, taken)

    assert minutes_of(*left) == minutes_of(span) - minutes_of(*taken)
    assert all(start < end for start, end in left)
    assert all(one[1] < following[0] for one, following in pairwise(left))


@given(several, st.integers(0, LAST // 2))
def test_a_shortened_span_keeps_the_minutes_far_enough_from_both_ends(many, by):
    inner = [
        {one for one in minutes_of(span) if {one - by * MINUTE, one + by * MINUTE} <= all_of}
        for span in many
        if (all_of := minutes_of(span))
    ]

    found = list(shortened(many, by * MINUTE))

    assert [minutes_of(span) for span in found] == [kept for kept in inner if kept]


@given(several, spans)
def test_a_span_is_covered_when_one_stretch_holds_all_its_minutes(many, span):
    expected = any(minutes_of(span) <= minutes_of(one) for one in many)

    assert covered(many, span) == expected


@given(several, spans)
def test_spans_overlap_when_they_share_a_minute(many, span):
    assert overlaps_any(many, span) == bool(minutes_of(*many) & minutes_of(span))


@given(
    st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon"]),
    st.sampled_from([date(2026, 10, 25), date(2026, 11, 1), date(2027, 3, 14), date(2027, 3, 28)]),
    st.data(),
)
def test_an_instant_is_the_first_minute_at_which_the_clocks_show_it(name, day, data):
    """Walked from the noon before; some clocks are shown twice, and some by no minute."""
    zone = ZoneInfo(name)
    noon_before = datetime.combine(day - timedelta(days=1), time(12), tzinfo=UTC)
    walked = [noon_before + n * MINUTE for n in range(48 * 60)]
    shown = [(at, at.astimezone(zone).replace(tzinfo=None, fold=0)) for at in walked]
    wanted = data.draw(st.sampled_from([clock for _at, clock in shown if clock.date() == day]))
    first = next(at for at, clock in shown if clock == wanted)

    found = instant(day, wanted.time(), zone)

    assert (found, found.tzinfo) == (first, UTC)
