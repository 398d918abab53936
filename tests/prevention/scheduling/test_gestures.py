"""One act on many sessions: foreseen as it will be, and done for each by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from prevention.errors import RefusedError
from prevention.messages.following import follow_events
from prevention.messages.foretelling import told_by
from prevention.messages.planning import SETTLING
from prevention.models import Event, Message, Session
from prevention.scheduling import acts
from prevention.scheduling.errors import (
    ActRefusedError,
    NotAllowedError,
    ReasonNeededError,
    SessionChangedError,
    TimeMissingError,
    TooManyAtOnceError,
)
from prevention.scheduling.gestures import MANY, MOST_AT_ONCE, Gesture, do_one, foresee
from prevention.scheduling.lacking import lacking
from prevention.vocabulary import Act, EndReason, RoleKind, SessionState
from tests.conftest import NOW
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(group):
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, commune=group.school.commune)
    return user


@pytest.fixture
def session(offer, group, facilitator, tuesday, teacher):
    """Held, and waiting for both sides."""
    offer.instant = False
    offer.save()
    request = RequestFactory(offer=offer, school=group.school, asked_by=teacher)
    made = SessionFactory(request=request, starts_at=tuesday)
    made.groups.add(group)
    made.facilitators.add(facilitator)
    return made


def gesture(act, user):
    return Gesture(act, user, EndReason.CLOSURE)


def do(session, act, user, *, revised_at=None):
    return do_one(
        public_id=session.public_id,
        revised_at=revised_at or session.revised_at,
        gesture=gesture(act, user),
        now=NOW,
    )


def outcome(session, act, user):
    """The state after the act, or the kind of refusal."""
    try:
        with transaction.atomic():
            return do(session, act, user).state, type(None)
    except RefusedError as refusal:
        return None, type(refusal)


@pytest.mark.parametrize("act", MANY)
@pytest.mark.parametrize("state", [state for state in SessionState if state != "expired"])
@pytest.mark.parametrize("who", ["coordinator", "head", "teacher", "facilitator", "stranger"])
def test_what_is_foreseen_is_what_happens(
    act, state, who, session, coordinator, head, teacher, facilitator
):
    people = {
        "coordinator": coordinator,
        "head": head,
        "teacher": teacher,
        "facilitator": facilitator.user,
        "stranger": RoleFactory(school=SchoolFactory()).user,
    }
    past = state in {"done", "closed", "not_held"} or act == Act.NOT_HELD
    session.state = state
    if state == SessionState.WISHED:
        session.starts_at = session.ends_at = None
    elif past:
        session.starts_at, session.ends_at = NOW - timedelta(hours=3), NOW - timedelta(hours=2)
    if state == SessionState.CONFIRMED:
        session.authorised_at = session.accepted_at = NOW
    session.save()

    (foreseen,) = foresee(Session.objects.all(), gesture(act, people[who]), now=NOW)

    became, refused = outcome(session, act, people[who])

    assert foreseen.becomes == became
    # Whoever may not know of a session is told the same as who may not do it.
    assert type(foreseen.refusal) is refused or isinstance(foreseen.refusal, NotAllowedError)


def test_an_authorisation_is_foreseen_to_confirm_where_nothing_else_is_missing(session, head):
    session.accepted_at = NOW
    session.save()
    lacks = SessionFactory(
        request=session.request, starts_at=session.starts_at + timedelta(days=7), en_adult=""
    )

    foreseen = foresee(Session.objects.order_by("pk"), gesture(Act.AUTHORISE, head), now=NOW)

    assert [one.becomes for one in foreseen] == ["confirmed", "held"]
    assert lacks == foreseen[1].session


def test_what_changed_since_it_was_read_stays_as_it_is(session, coordinator, head):
    seen = session.revised_at
    acts.authorise(session=session, user=head, now=NOW - timedelta(minutes=1))

    with pytest.raises(SessionChangedError):
        do(session, Act.CANCEL, coordinator, revised_at=seen)

    session.refresh_from_db()
    assert (session.state, session.ended_reason) == ("held", "")


def test_a_wish_takes_no_time_among_others(session, coordinator):
    Session.objects.update(state="wished", starts_at=None, ends_at=None)
    session.refresh_from_db()

    (foreseen,) = foresee(Session.objects.all(), gesture(Act.HOLD, coordinator), now=NOW)
    with pytest.raises(TimeMissingError):
        do(session, Act.HOLD, coordinator)

    assert isinstance(foreseen.refusal, TimeMissingError)


def test_nobody_does_to_many_what_they_may_not_do_to_one(session, coordinator):
    # A coordinator never authorises in a head's name, and knows nothing of other communes.
    elsewhere = CommuneFactory(insee_code="59014", name="Anzin")
    unknown = SessionFactory(request__school=SchoolFactory(commune=elsewhere))

    for row, act in [(session, Act.AUTHORISE), (unknown, Act.CANCEL)]:
        with pytest.raises(NotAllowedError):
            do(row, act, coordinator)


def test_ending_many_needs_a_reason(coordinator):
    with pytest.raises(ReasonNeededError):
        Gesture(Act.CANCEL, coordinator).checked()
    assert Gesture(Act.CLOSE, coordinator).checked().arguments == {}


def test_more_than_can_be_read_through_are_refused(coordinator, session):
    Session.objects.bulk_create(
        Session(
            request=session.request,
            offer=session.offer,
            theme=session.theme,
            school=session.school,
            state="held",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            held_until=session.held_until,
        )
        for _number in range(MOST_AT_ONCE)
    )

    with pytest.raises(TooManyAtOnceError):
        foresee(Session.objects.all(), gesture(Act.CANCEL, coordinator), now=NOW)
    few = Session.objects.exclude(pk=session.pk)
    assert len(foresee(few, gesture(Act.CANCEL, coordinator), now=NOW)) == MOST_AT_ONCE


def some(count):
    """Sessions as unlike each other as they can be."""
    for number in range(count):
        commune = CommuneFactory(insee_code=f"596{number:02d}", name=f"Commune {number}")
        school = SchoolFactory(commune=commune)
        RoomFactory(school=school)
        RoleFactory(school=school, kind=RoleKind.HEAD)
        offer = OfferFactory(
            organisation__kind="ASSOCIATION", room_needs="Un tableau", instant=False
        )
        AgreementFactory(organisation=offer.organisation, extends=AgreementFactory())
        made = SessionFactory(request=RequestFactory(offer=offer, school=school), accepted_at=NOW)
        if number == 0:
            made.en_adult = ""
            made.save()
        made.groups.add(ClassGroupFactory(school=school))
        partner = FacilitatorFactory(organisation=offer.organisation, user=UserFactory())
        RoleFactory(
            user=partner.user, kind="FACILITATOR", school=None, organisation=offer.organisation
        )
        made.facilitators.add(partner)


@pytest.mark.parametrize("act", [Act.CANCEL, Act.AUTHORISE])
def test_foreseeing_costs_the_same_however_many_they_are(act):
    administrator = UserFactory(administrator=True)
    asked, costs = gesture(act, administrator), []
    for count in (1, 9):
        some(count)
        administrator.reach()
        with CaptureQueriesContext(connection) as queries:
            foreseen = foresee(Session.objects.all(), asked, now=NOW)
            told_by(asked, [one.session.pk for one in foreseen if one.becomes], now=NOW)
            found = len(lacking(Session.objects.all(), now=NOW))
        costs.append(len(queries))

    assert (len(foreseen), found) == (10, 2)
    assert costs[0] == costs[1] <= 40


def test_whom_the_preview_names_are_whom_the_outbox_writes_to(session, coordinator, head, teacher):
    session.accepted_at = NOW
    session.save()
    foretold = told_by(gesture(Act.AUTHORISE, head), [session.pk], now=NOW)

    do(session, Act.AUTHORISE, head)
    follow_events(now=NOW)

    written = Message.objects.filter(due_at__lte=NOW + SETTLING)
    assert {reader.user for reader in foretold} == {message.reader for message in written}
    assert teacher in {reader.user for reader in foretold}
    # Nobody was told of a session that nobody was written to about.
    Message.objects.all().delete()
    session.refresh_from_db()
    assert {
        one.user for one in told_by(gesture(Act.CANCEL, coordinator), [session.pk], now=NOW)
    } == {teacher}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_the_same_sessions_each_closes_what_the_other_has_not(
    offer, group, coordinator
):
    rows = []
    for day in range(6):
        start = NOW - timedelta(days=day + 1)
        rows.append(
            SessionFactory(
                request=RequestFactory(offer=offer, school=group.school),
                state="done",
                starts_at=start,
            )
        )
    together = Barrier(2)

    def close(order):
        done = 0
        try:
            together.wait(timeout=10)
            for row in order:
                try:
                    do(row, Act.CLOSE, coordinator)
                    done += 1
                except (SessionChangedError, ActRefusedError):
                    pass
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(close, [rows, rows[::-1]]))

    assert sum(counts) == len(rows)
    assert Event.objects.filter(act="close").count() == len(rows)
    assert set(Session.objects.values_list("state", flat=True)) == {"closed"}
