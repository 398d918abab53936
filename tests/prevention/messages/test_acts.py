"""What the coordination may do with a message, in each of its states."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from prevention.messages import acts
from prevention.messages.acts import MessageAct, allowed_actions
from prevention.messages.errors import (
    AlreadyWaitingError,
    MayArriveTwiceError,
    MessageActRefusedError,
)
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.preview import preview
from prevention.messages.sentences import advice, sentence
from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    CommuneFactory,
    MessageFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ACTS = {
    MessageAct.EDIT: acts.edit,
    MessageAct.HOLD_BACK: acts.hold_back,
    MessageAct.RELEASE: acts.release,
    MessageAct.SEND_AGAIN: acts.send_again,
    MessageAct.CANCEL: acts.cancel,
}
STATES = {
    "scheduled": {},
    "held": {"held_at": datetime(2026, 9, 14, 9, tzinfo=PARIS)},
    "sending": {"state": "sending"},
    "sent": {"sent": True},
    "cancelled": {"state": "cancelled"},
    "failed": {"failed": True},
    "superseded": {"state": "superseded"},
}
POSSIBLE = {
    "scheduled": ["edit", "hold_back", "cancel"],
    "held": ["edit", "release", "cancel"],
    "failed": ["send_again", "cancel"],
}


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, commune=CommuneFactory()).user


def test_the_table_of_acts_is_whole():
    assert ACTS.keys() == set(MessageAct)


@pytest.mark.parametrize("act", MessageAct)
@pytest.mark.parametrize("state", STATES)
def test_an_act_does_what_it_is_allowed_to_and_nothing_else(state, act, coordinator, now):
    message = MessageFactory(**STATES[state])
    possible = POSSIBLE.get(state, [])
    assert allowed_actions(coordinator, message) == possible

    if act in possible:
        ACTS[act](message=message, user=coordinator, now=now)
        message.refresh_from_db()
        assert message.changed_by == coordinator
    else:
        with pytest.raises(MessageActRefusedError) as refusal:
            ACTS[act](message=message, user=coordinator, now=now)
        assert refusal.value.facts["state"] == message.state
        assert Message.objects.get() == message


@pytest.mark.parametrize("act", MessageAct)
def test_only_the_coordination_of_the_school_acts(act, now):
    message = MessageFactory(school=SchoolFactory(commune=CommuneFactory(insee_code="59014")))
    elsewhere = RoleFactory(kind=RoleKind.COORDINATOR, commune=CommuneFactory()).user
    head = RoleFactory(kind=RoleKind.HEAD, school=message.school).user

    for somebody in (elsewhere, head, message.reader):
        assert allowed_actions(somebody, message) == []
        with pytest.raises(PermissionDenied):
            ACTS[act](message=message, user=somebody, now=now)


def test_a_digest_is_of_no_school_and_for_administrators_alone(now):
    digest = MessageFactory(kind="digest", school=None)
    everywhere = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user
    administrator = UserFactory(administrator=True)

    assert list(Message.objects.visible_to(everywhere)) == []
    assert list(Message.objects.visible_to(administrator)) == [digest]
    assert allowed_actions(everywhere, digest) == []
    with pytest.raises(PermissionDenied):
        acts.hold_back(message=digest, user=everywhere, now=now)
    assert acts.hold_back(message=digest, user=administrator, now=now).held_at == now


def test_what_is_on_hold_is_not_due_until_released(coordinator, now):
    message = MessageFactory(due_at=now)

    acts.hold_back(message=message, user=coordinator, now=now)
    assert list(Message.objects.due(now=now)) == []

    acts.release(message=message, user=coordinator, now=now)
    assert list(Message.objects.due(now=now)) == [message]


def test_an_edit_changes_what_is_said_and_leaves_the_rest(coordinator, now):
    message = MessageFactory(words="Entrée par la cour.")
    tomorrow = now + timedelta(days=1)

    acts.edit(message=message, user=coordinator, now=now, subject="À lire", due_at=tomorrow)

    message.refresh_from_db()
    assert (message.subject, message.words, message.due_at) == (
        "À lire",
        "Entrée par la cour.",
        tomorrow,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due_at", timedelta(0)),
        ("due_at", timedelta(days=-1)),
        ("due_at", timedelta(days=367)),
        ("subject", "Une\r\nBcc: tous@exemple.test"),
        ("subject", "Une\u2028deux"),
        ("subject", "x" * 151),
        ("words", "x" * 2001),
    ],
)
def test_what_cannot_be_written_is_refused_by_field(field, value, coordinator, now):
    message = MessageFactory()
    asked = {field: now + value if isinstance(value, timedelta) else value}

    with pytest.raises(ValidationError) as refusal:
        acts.edit(message=message, user=coordinator, now=now, **asked)

    assert list(refusal.value.message_dict) == [field]
    assert Message.objects.get().changed_by is None


def test_an_overdue_message_takes_other_words_at_the_time_it_has(coordinator, now):
    message = MessageFactory(due_at=now - timedelta(minutes=1))

    acts.edit(message=message, user=coordinator, now=now, words="Merci.", due_at=message.due_at)

    assert Message.objects.get().words == "Merci."


def test_what_failed_is_sent_as_if_it_were_new(coordinator, now):
    message = MessageFactory(
        failed=True, reply="550 no such user", claimed_at=now, handed_at=now, held_at=now
    )

    acts.send_again(message=message, user=coordinator, now=now)

    message.refresh_from_db()
    assert list(Message.objects.due(now=now)) == [message]
    assert (message.attempts, message.failure, message.reply) == (0, "", "")
    assert (message.claimed_at, message.handed_at) == (None, None)


def test_what_may_have_arrived_is_sent_again_by_who_knows_it(coordinator, now):
    message = MessageFactory(failed=True, failure="in_doubt")

    with pytest.raises(MayArriveTwiceError):
        acts.send_again(message=message, user=coordinator, now=now)
    acts.send_again(message=message, user=coordinator, now=now, may_arrive_twice=True)

    assert Message.objects.get().state == "scheduled"


def test_what_failed_is_not_sent_beside_a_newer_one(coordinator, now):
    failed = MessageFactory(failed=True)
    MessageFactory(reader=failed.reader, about=failed.about, school=failed.school)

    with pytest.raises(AlreadyWaitingError):
        acts.send_again(message=failed, user=coordinator, now=now)

    failed.refresh_from_db()
    assert failed.state == "failed"


def test_an_act_judges_the_row_as_it_has_become(coordinator, now):
    message = MessageFactory()
    Message.objects.update(state="sent", sent_at=now)

    with pytest.raises(MessageActRefusedError):
        acts.cancel(message=message, user=coordinator, now=now)

    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "Leaves on Wednesday 16 September, 08:00."),
        ({"school__time_zone": "Indian/Reunion"}, "Leaves on Wednesday 16 September, 10:00."),
        ({"school": None}, "Leaves on Wednesday 16 September, 08:00."),
        ({"due_at": datetime(2026, 9, 14, 10, tzinfo=PARIS)}, "Leaves within minutes."),
        (
            {"attempts": 2},
            "Could not be handed over yet: tried again on Wednesday 16 September, 08:00.",
        ),
        (STATES["held"], "On hold: it is sent once somebody releases it."),
        (STATES["sending"], "Is being sent."),
        (STATES["sent"], "Sent on Monday 14 September, 09:00."),
        (STATES["cancelled"], "Cancelled: nothing more is sent."),
        (STATES["superseded"], "No longer needed: what it was to say has changed."),
        (STATES["failed"], "Did not arrive: the mail server refused this address."),
    ],
)
def test_a_state_is_said_in_the_time_of_the_school(row, said, now):
    assert sentence(MessageFactory(**row), now=now) == said


@pytest.mark.parametrize("failure", Message.Failure)
def test_every_failure_has_its_advice(failure):
    assert advice(MessageFactory(failed=True, failure=failure)).endswith(".")
    assert advice(MessageFactory()) == ""


def test_a_preview_does_not_show_where_a_link_leads_that_acts_for_its_reader(now):
    words = "Voir https://exemple.test/authorise/Ab-c_d et https://exemple.test/sessions/12"
    message = MessageFactory(words=words, sessions=[SessionFactory()])

    shown = preview(message, now=now)

    for form in (shown.text, shown.html):
        assert "/authorise/…" in form
        assert "Ab-c_d" not in form
        assert "/sessions/12" in form


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("to_a_mailbox", [False, True], ids=["person", "mailbox"])
def test_every_kind_can_be_read_before_it_is_sent(kind, to_a_mailbox, now):
    school = SchoolFactory()
    sessions = [SessionFactory(request=RequestFactory(school=school)) for _n in range(2)]
    message = MessageFactory(kind=kind, school=school, sessions=sessions, to_a_mailbox=to_a_mailbox)

    shown = preview(message, now=now)

    assert all((shown.subject, shown.text, shown.html))


@pytest.mark.parametrize("kind", Kind)
def test_what_speaks_of_nothing_any_more_can_be_read_too(kind, now):
    assert preview(MessageFactory(kind=kind), now=now).subject
