"""Each event is read once, by whichever worker, whoever commits in which order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from prevention.messages.following import SURELY_SEEN, follow_events, forget_followed
from prevention.messages.kinds import Kind
from prevention.messages.models import FollowedEvent, Message
from prevention.models import Event as SessionEvent
from prevention.scheduling.acts import authorise
from tests.factories import ClassGroupFactory
from tests.prevention.messages.conftest import ask, news, waiting
from tests.prevention.scheduling.conftest import paris

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_an_event_is_read_once(session, now):
    assert follow_events(now=now) == 1
    assert follow_events(now=now) == 0


@pytest.mark.django_db
def test_events_are_read_in_batches(session, head, now):
    authorise(session=session, user=head, now=now)

    assert follow_events(now=now, batch=1) == 2


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_after_a_later_one_is_read(offer, group, teacher, head, tuesday, now):
    first, second = ask(offer, group, teacher, tuesday, paris(2026, 10, 13, 10), now=now)
    follow_events(now=now)
    written, later_read = Event(), Event()

    def write_early_and_commit_late():
        try:
            with transaction.atomic():
                authorise(session=first, user=head, now=now)
                written.set()
                later_read.wait(timeout=0.5 if connection.vendor == "sqlite" else 10)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(write_early_and_commit_late)
        written.wait(timeout=10)
        # On SQLite writers queue: there the two commit in their order.
        authorise(session=second, user=head, now=now)
        follow_events(now=now)
        later_read.set()
        early.result()
    follow_events(now=now)

    assert not SessionEvent.objects.filter(followed=None).exists()
    confirmed = Message.objects.get(kind=Kind.CONFIRMED, reader=teacher)
    assert set(confirmed.sessions.all()) == {first, second}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_several_workers_each_event_is_read_by_one(
    attempt, offer, teacher, head, facilitator, group, now
):
    groups = [group, *ClassGroupFactory.create_batch(4, school=group.school)]
    for one, (month, day) in zip(groups, TUESDAYS, strict=False):
        held = ask(offer, one, teacher, paris(2026, month, day, 10), now=now)
        authorise(session=held, user=head, now=now)
    start_together = Barrier(3)

    def follow(_worker):
        try:
            start_together.wait(timeout=10)
            return follow_events(now=now, batch=3)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        read = list(pool.map(follow, range(3)))

    assert sum(read) == 10
    assert FollowedEvent.objects.count() == 10
    # One mail a request to each of three readers, once.
    assert len(news()) == 15


@pytest.mark.django_db
def test_what_was_read_long_ago_is_forgotten_and_not_read_again(session, head, now):
    follow_events(now=now)
    authorise(session=session, user=head, now=now + DAY)
    follow_events(now=now + DAY)
    assert forget_followed(now=now + DAY) == 0

    assert forget_followed(now=now + DAY + SURELY_SEEN) == 1

    assert FollowedEvent.objects.get().is_mark
    assert follow_events(now=now + 3 * DAY) == 0
    assert forget_followed(now=now + 9 * DAY) == 0


@pytest.mark.django_db
def test_nothing_is_forgotten_while_something_before_it_is_unread(
    offer, group, teacher, tuesday, now
):
    ask(offer, group, teacher, tuesday, paris(2026, 10, 13, 10), now=now)
    follow_events(now=now)
    FollowedEvent.objects.earliest("event").delete()  # as if it had committed later

    assert forget_followed(now=now + 2 * DAY) == 0
    assert follow_events(now=now + 2 * DAY) == 1
    assert forget_followed(now=now + 2 * DAY) == 1


@pytest.mark.django_db
def test_the_mark_moves_on(session, head, now):
    follow_events(now=now)
    forget_followed(now=now + 2 * DAY)
    authorise(session=session, user=head, now=now + 2 * DAY)
    follow_events(now=now + 2 * DAY)

    assert forget_followed(now=now + 4 * DAY) == 1

    assert FollowedEvent.objects.get().event == SessionEvent.objects.latest("pk")


@pytest.mark.django_db
def test_planning_a_request_of_twelve_lines_costs_as_many_queries_as_one_of_two(
    offer, group, teacher, head, facilitator, now, django_assert_max_num_queries
):
    starts = [paris(2026, month, day, 10) for month, day in TUESDAYS]
    ask(offer, group, teacher, *starts[:2], now=now)
    with django_assert_max_num_queries(22) as two:
        follow_events(now=now)
    other = ClassGroupFactory(school=group.school)
    ask(offer, other, teacher, *[one + timedelta(hours=4) for one in starts], now=now)

    # One more, whatever is asked: the mails that wait already are read.
    with django_assert_max_num_queries(len(two) + 1):
        follow_events(now=now)

    assert len(waiting(Kind.RECEIVED)) == 2
    assert Message.objects.filter(kind=Kind.RECEIVED).latest("pk").mentions.count() == 12


TUESDAYS = [
    (10, 6),
    (10, 13),
    (11, 3),
    (11, 10),
    (11, 17),
    (11, 24),
    (12, 1),
    (12, 8),
    (12, 15),
    (12, 22),
    (12, 29),
    (9, 29),
]
