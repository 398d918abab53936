"""Arithmetic of stretches of time, in UTC.

Between two times of one zone Python counts what clocks show; in the night in which the
clock changes that is an hour too much or too little. So instants come here as UTC.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from operator import itemgetter

Span = tuple[datetime, datetime]
"""Start included, end not; both aware."""


def instant(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """What the clock shows in a zone, as UTC."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def covered(stretches: Iterable[Span], span: Span) -> bool:
    """Tell whether one stretch holds the whole span."""
    return any(start <= span[0] and span[1] <= end for start, end in stretches)


def overlaps_any(spans: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap: two windows in a row are one to work in."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def shortened(spans: Iterable[Span], by: timedelta) -> Iterator[Span]:
    """Take a length off both ends of each span; what has nothing left is left out."""
    for start, end in spans:
        if start + by < end - by:
            yield start + by, end - by


def without(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a span, in order; ``taken`` is in order and never overlaps itself."""
    start, end = span
    left: list[Span] = []
    # A year of sessions is long, a day's are few: go straight to those of the span.
    for taken_from, taken_until in taken[bisect_right(taken, start, key=itemgetter(1)) :]:
        if taken_from >= end:
            break
        if start < taken_from:
            left.append((start, taken_from))
        start = taken_until
    if start < end:
        left.append((start, end))
    return left
