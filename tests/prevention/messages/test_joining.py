"""One mail for what happens together; rows vanish, and are planned anew, with the session."""

from datetime import timedelta

import pytest

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.messages.models import Mention, Message, OptOut
from prevention.messages.planning import SETTLING
from prevention.models import Role
from prevention.scheduling.acts import authorise, cancel, move
from prevention.vocabulary import EndReason
from tests.factories import ClassGroupFactory
from tests.prevention.messages.conftest import MAILBOX, SOON, ask, news, sent, tell_all, waiting
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
State = Message.State


def planned(kind):
    """When and about how many sessions mails of a kind wait."""
    rows = Message.objects.scheduled().filter(kind=kind).order_by("due_at", "pk")
    return [(row.to, row.due_at, row.mentions.count()) for row in rows]


@pytest.fixture
def three(offer, group, teacher, head, now):
    """A request of three Tuesdays, held."""
    starts = [paris(2026, 10, day, 10) for day in (6, 13)] + [paris(2026, 11, 3, 10)]
    return ask(offer, group, teacher, *starts, now=now)


def test_a_request_of_many_lines_makes_one_mail_to_each(three, teacher, head, now):
    follow_events(now=now)

    assert planned(Kind.RECEIVED) == [(teacher.email, now + SETTLING, 3)]
    assert planned(Kind.TO_AUTHORISE) == [(head.email, now + SETTLING, 3)]


def test_yes_after_yes_makes_one_mail_due_from_the_first_on(three, teacher, head, now):
    follow_events(now=now)
    for number, session in enumerate(three):
        later = now + number * MINUTE
        authorise(session=session, user=head, now=later)
        follow_events(now=later)

    due_at = now + SETTLING
    assert sorted(planned(Kind.CONFIRMED)) == sorted(
        (to, due_at, 3) for to in [MAILBOX, teacher.email, three[0].facilitators.get().user.email]
    )


def test_what_was_authorised_meanwhile_is_not_asked_any_more(three, teacher, head, now):
    follow_events(now=now)
    authorise(session=three[0], user=head, now=now)
    follow_events(now=now)

    assert planned(Kind.TO_AUTHORISE) == [(head.email, now + SETTLING, 2)]
    assert planned(Kind.RECEIVED) == [(teacher.email, now + SETTLING, 2)]


def test_a_mail_with_nothing_left_to_say_is_put_aside_and_shows_what_it_was_about(three, head, now):
    follow_events(now=now)
    for session in three:
        authorise(session=session, user=head, now=now)
    follow_events(now=now)

    asked = Message.objects.get(kind=Kind.TO_AUTHORISE)
    assert asked.state == State.SUPERSEDED
    assert asked.mentions.count() >= 1


def test_what_happens_once_a_mail_has_left_makes_another(three, head, teacher, now):
    for number, session in enumerate(three[:2]):
        authorise(session=session, user=head, now=now + number * DAY)
        tell_all(now=now + number * DAY)

    confirmed = Message.objects.filter(kind=Kind.CONFIRMED, reader=teacher)
    assert [(one.state, one.mentions.count()) for one in confirmed] == [(State.SENT, 1)] * 2


def test_a_mail_that_is_being_tried_is_not_joined(three, head, teacher, now):
    authorise(session=three[0], user=head, now=now)
    follow_events(now=now)
    Message.objects.filter(kind=Kind.CONFIRMED).update(attempts=1)
    authorise(session=three[1], user=head, now=now)
    follow_events(now=now)

    assert Message.objects.filter(kind=Kind.CONFIRMED, reader=teacher).count() == 2


def test_reminders_of_one_day_at_one_school_are_one_mail(
    offer, group, teacher, head, facilitator, now
):
    other = ClassGroupFactory(school=group.school)
    for one, start in [(group, paris(2026, 10, 6, 10)), (other, paris(2026, 10, 6, 14))]:
        authorise(session=ask(offer, one, teacher, start, now=now), user=head, now=now)

    follow_events(now=now)

    assert sorted(planned(Kind.REMINDER)) == sorted(
        (to, paris(2026, 10, 4, 7), 2) for to in [teacher.email, facilitator.user.email]
    )
    assert planned(Kind.READINESS) == [(teacher.email, paris(2026, 9, 29, 7), 2)]
    assert planned(Kind.REPORT_DUE) == [(facilitator.user.email, paris(2026, 10, 7, 7), 2)]
    assert planned(Kind.REPORT_LATE) == [(facilitator.user.email, paris(2026, 10, 10, 7), 2)]


def test_a_head_who_does_not_answer_is_asked_again_three_days_before_the_limit(session, head, now):
    follow_events(now=now)

    assert session.held_until == now + 7 * DAY
    assert planned(Kind.NUDGE) == [(head.email, paris(2026, 9, 18, 7), 1)]


def test_reminders_move_with_the_session(confirmed, teacher, head, facilitator, now):
    move(session=confirmed, user=head, starts_at=paris(2026, 10, 13, 10), now=now)

    follow_events(now=now)

    assert sorted(planned(Kind.REMINDER)) == sorted(
        (to, paris(2026, 10, 11, 7), 1) for to in [teacher.email, facilitator.user.email]
    )
    assert Message.objects.filter(kind=Kind.REMINDER, state=State.SUPERSEDED).count() == 2


def test_reminders_vanish_with_the_session(confirmed, head, now):
    cancel(session=confirmed, user=head, reason=EndReason.ABSENCE, now=now)

    follow_events(now=now)

    assert {kind for kind, _to in waiting()} == {Kind.CANCELLED}


def test_a_reminder_that_is_due_but_was_not_sent_is_not_sent_for_another_day(
    confirmed, head, teacher, now
):
    due = paris(2026, 10, 4, 8)
    move(session=confirmed, user=head, starts_at=paris(2026, 10, 13, 10), now=due)

    follow_events(now=due)

    assert paris(2026, 10, 4, 7) not in [at for _to, at, _n in planned(Kind.REMINDER)]


def test_what_would_be_past_is_not_planned(offer, group, teacher, head, now):
    offer.lead_days = 0
    offer.save()
    session = ask(offer, group, teacher, paris(2026, 9, 15, 10), now=now)
    authorise(session=session, user=head, now=now)

    follow_events(now=now)

    assert {kind for kind, _to in waiting()} == {
        Kind.CONFIRMED,
        Kind.REPORT_DUE,
        Kind.REPORT_LATE,
    }


def test_what_somebody_does_not_want_is_not_planned(session, teacher, head, now):
    OptOut.objects.create(user=teacher, kind=Kind.RECEIVED)
    OptOut.objects.create(user=head, kind=Kind.NUDGE)

    follow_events(now=now)

    assert waiting() == [(Kind.TO_AUTHORISE, head.email)]


def test_what_somebody_stops_wanting_is_not_sent(session, teacher, now, mailoutbox):
    follow_events(now=now)
    OptOut.objects.create(user=teacher, kind=Kind.RECEIVED)

    tell_all(now=now)

    assert teacher.email not in sent()
    assert Message.objects.get(kind=Kind.RECEIVED).state == State.SUPERSEDED


def test_who_has_left_is_not_written_to(session, teacher, head, now):
    teacher.is_active = False
    teacher.save()
    Role.objects.filter(user=head).update(status="ENDED")

    follow_events(now=now)

    assert waiting() == []


def test_who_leaves_in_between_is_not_sent_anything(session, teacher, head, now, mailoutbox):
    follow_events(now=now)
    Role.objects.filter(user=head).update(status="ENDED")

    tell_all(now=now)

    assert sent() == [teacher.email]


@pytest.mark.parametrize(("demo", "written"), [(True, False), (False, True)])
def test_the_demonstration_writes_to_invented_people_alone(
    demo, written, session, head, group, settings, now
):
    settings.DEMO = demo
    group.school.email = "ce.0990001a@ac-lille.fr"
    group.school.save()
    authorise(session=session, user=head, now=now)

    follow_events(now=now)

    assert ((Kind.CONFIRMED, group.school.email) in waiting()) == written
    assert len(waiting(Kind.CONFIRMED)) == 2 + written


def test_a_change_while_a_mail_is_leaving_is_told(session, head, teacher, facilitator, now):
    authorise(session=session, user=head, now=now)
    follow_events(now=now)
    leaving = Message.objects.filter(kind=Kind.CONFIRMED, reader=teacher)
    leaving.update(state=State.SENDING, attempts=1, claimed_at=now)
    Mention.objects.filter(message__in=leaving).update(sequence=session.sequence + 1)
    move(session=session, user=head, starts_at=paris(2026, 10, 13, 10), now=now)

    follow_events(now=now)

    # The others' mails wait still, and will say the new time.
    assert waiting(Kind.CHANGED) == [(Kind.CHANGED, teacher.email)]
    assert (Kind.CONFIRMED, facilitator.user.email) in news()


def test_one_who_was_told_by_another_mail_is_not_told_twice(
    confirmed, head, teacher, now, mailoutbox
):
    mailoutbox.clear()
    move(session=confirmed, user=teacher, starts_at=paris(2026, 10, 13, 10), now=now)
    follow_events(now=now)
    authorise(session=confirmed, user=head, now=now)
    follow_events(now=now)

    tell_all(now=now)

    assert sent().count(teacher.email) == 1
    assert news() == []


def test_a_mail_on_hold_loses_what_no_longer_holds(three, head, now):
    follow_events(now=now)
    Message.objects.filter(kind=Kind.TO_AUTHORISE).update(held_at=now)
    authorise(session=three[0], user=head, now=now)
    follow_events(now=now)

    assert planned(Kind.TO_AUTHORISE) == [(head.email, now + SETTLING, 2)]


def test_an_outage_of_a_month_sends_nothing_that_is_over(session, head, now, mailoutbox):
    authorise(session=session, user=head, now=now)
    follow_events(now=now)

    tell_all(now=now + 25 * DAY + SOON)

    assert {
        Kind(kind)
        for kind in Message.objects.values_list("kind", flat=True).filter(state=State.SENT)
    } == {Kind.REPORT_DUE}
