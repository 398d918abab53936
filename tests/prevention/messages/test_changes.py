"""Who is written what when a session changes or ends."""

from datetime import timedelta

import pytest

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.scheduling import acts
from prevention.scheduling.acts import Count, Preparation, Told, Wished
from prevention.vocabulary import EndReason, Location
from tests.prevention.messages.conftest import (
    MAILBOX,
    ask,
    news,
    sent,
    tell_all,
    to_be_accepted,
    waiting,
)
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def sides(kind, *users):
    """A kind to these people and the school's mailbox, as ``news`` gives it."""
    return sorted((kind, to) for to in [MAILBOX, *(user.email for user in users)])


def test_a_move_of_what_all_were_told_is_told_and_asks_again(
    confirmed, teacher, head, facilitator, now
):
    acts.move(session=confirmed, user=teacher, starts_at=paris(2026, 10, 13, 10), now=now)

    follow_events(now=now)

    assert news() == sorted(
        [
            (Kind.TO_AUTHORISE, head.email),
            *sides(Kind.CHANGED, teacher, facilitator.user),
        ]
    )


def test_once_it_is_agreed_to_again_all_are_told(confirmed, teacher, head, facilitator, now):
    acts.move(session=confirmed, user=teacher, starts_at=paris(2026, 10, 13, 10), now=now)
    tell_all(now=now)
    acts.authorise(session=confirmed, user=head, now=now + DAY)

    follow_events(now=now + DAY)

    assert news() == sides(Kind.CONFIRMED, teacher, facilitator.user)


def test_a_move_that_was_told_nobody_asks_the_head_and_tells_nobody(session, teacher, head, now):
    tell_all(now=now)
    acts.move(session=session, user=teacher, starts_at=paris(2026, 10, 13, 10), now=now)

    follow_events(now=now)

    assert news() == [(Kind.TO_AUTHORISE, head.email)]


def test_another_place_is_told_and_another_adult_is_not(confirmed, teacher, facilitator, now):
    acts.prepare(
        session=confirmed, user=teacher, preparation=Preparation(en_adult="NURSE"), now=now
    )
    follow_events(now=now)
    assert news() == []

    elsewhere = Preparation(location=Location.ADDRESS, address="2 rue de la Mairie")
    acts.prepare(session=confirmed, user=teacher, preparation=elsewhere, now=now)
    follow_events(now=now)
    assert news() == sides(Kind.CHANGED, teacher, facilitator.user)


def test_of_two_facilitators_one_comes_and_one_has_left(
    confirmed, facilitator, colleague, coordinator, now
):
    acts.replace_facilitator(
        session=confirmed, user=coordinator, leaving=facilitator, coming=colleague, now=now
    )

    follow_events(now=now)

    assert news() == sorted(
        [(Kind.CONFIRMED, colleague.user.email), (Kind.CANCELLED, facilitator.user.email)]
    )


def test_who_comes_to_a_held_session_is_asked(session, facilitator, colleague, coordinator, now):
    to_be_accepted(session.offer)
    tell_all(now=now)
    acts.replace_facilitator(
        session=session, user=coordinator, leaving=facilitator, coming=colleague, now=now
    )

    follow_events(now=now)

    assert news() == sorted(
        [(Kind.TO_ACCEPT, colleague.user.email), (Kind.CANCELLED, facilitator.user.email)]
    )


def test_who_left_and_comes_back_before_it_was_told_hears_nothing(
    confirmed, facilitator, colleague, coordinator, now
):
    for leaving, coming in [(facilitator, colleague), (colleague, facilitator)]:
        acts.replace_facilitator(
            session=confirmed, user=coordinator, leaving=leaving, coming=coming, now=now
        )
        follow_events(now=now)

    assert news() == []


@pytest.mark.parametrize("ending", [acts.refuse, acts.cancel])
def test_an_end_is_told_to_who_asked_and_to_who_was_written_to(ending, session, head, teacher, now):
    tell_all(now=now)
    ending(session=session, user=head, reason=EndReason.PROJECT, now=now)

    follow_events(now=now)

    assert waiting() == sorted([(Kind.CANCELLED, teacher.email), (Kind.CANCELLED, head.email)])


def test_an_end_before_anything_was_sent_is_told_to_who_asked_alone(session, head, teacher, now):
    follow_events(now=now)
    acts.cancel(session=session, user=head, reason=EndReason.PROJECT, now=now)

    follow_events(now=now)

    assert waiting() == [(Kind.CANCELLED, teacher.email)]


def test_what_was_confirmed_is_called_off_to_everybody(confirmed, head, teacher, facilitator, now):
    acts.cancel(session=confirmed, user=head, reason=EndReason.ABSENCE, now=now)

    follow_events(now=now)

    assert waiting() == sides(Kind.CANCELLED, teacher, facilitator.user)


def test_who_called_it_off_was_written_to_before_the_head(confirmed, head, now):
    assert head.email not in sent()


def test_an_expired_time_is_told(session, head, teacher, now):
    tell_all(now=now)
    late = session.held_until + timedelta(minutes=1)
    acts.expire_due(now=late)

    follow_events(now=late)

    assert waiting() == sorted([(Kind.CANCELLED, teacher.email), (Kind.CANCELLED, head.email)])


def test_a_time_that_came_free_is_offered_to_who_wished(offer, group, teacher, facilitator, now):
    when = Wished(now.date(), (now + 30 * DAY).date())
    ask(offer, group, teacher, when, now=now)
    tell_all(now=now)
    acts.offer_free_times(now=now)

    follow_events(now=now)

    assert waiting() == [(Kind.TIME_FREE, teacher.email)]


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (acts.file_report, {"told": Told()}),
        (acts.declare_not_held, {"reason": EndReason.ABSENCE}),
    ],
)
def test_an_outcome_tells_nobody_and_asks_for_no_report_any_more(
    act, more, confirmed, facilitator, coordinator, now
):
    after = confirmed.ends_at + timedelta(minutes=5)
    assert waiting(Kind.REPORT_DUE) == [(Kind.REPORT_DUE, facilitator.user.email)]

    act(session=confirmed, user=coordinator, now=after, **more)
    follow_events(now=after)

    assert waiting() == []


def test_closing_a_file_tells_nobody(confirmed, coordinator, now):
    after = confirmed.ends_at + timedelta(minutes=5)
    acts.file_report(session=confirmed, user=coordinator, told=Told(), now=after)
    acts.close(session=confirmed, user=coordinator, now=after)

    follow_events(now=after)

    assert waiting() == []


def test_what_a_school_gives_itself_is_written_about_to_nobody(group, teacher, offer, now):
    start = now - timedelta(days=3)
    session = acts.declare_internal(
        theme=offer.theme,
        counts=[Count(group, present=20)],
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        user=teacher,
        now=now,
    )
    acts.cancel(session=session, user=teacher, reason=EndReason.DUPLICATE, now=now)

    follow_events(now=now)

    assert waiting() == []


def test_what_a_coordinator_places_is_confirmed_to_the_heads(
    offer, group, head, facilitator, coordinator, tuesday, now
):
    session = ask(offer, group, coordinator, tuesday, now=now)
    acts.authorise(session=session, user=head, now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, head, facilitator.user)
