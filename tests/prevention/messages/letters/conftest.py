"""Messages of every kind, about one session or several, in either language."""

from datetime import date, timedelta

import pytest

from prevention.messages.kinds import Kind
from prevention.models import (
    Event,
    Mention,
    Message,
    SessionFacilitator,
    SessionGroup,
    TimeOffer,
    Wish,
)
from prevention.vocabulary import Act, Level, RoleKind, SessionState
from tests.factories import (
    PARIS,
    TUESDAY_AT_TEN,
    ClassGroupFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

S = SessionState
# What a session is in when a letter of the kind is written, and the act that made it so.
STATES = {
    Kind.RECEIVED: (S.HELD, Act.REQUEST),
    Kind.TO_AUTHORISE: (S.HELD, Act.REQUEST),
    Kind.NUDGE: (S.HELD, None),
    Kind.PROPOSAL: (S.PROPOSED, Act.PROPOSE),
    Kind.TO_ACCEPT: (S.HELD, Act.REQUEST),
    Kind.CONFIRMED: (S.CONFIRMED, Act.AUTHORISE),
    Kind.READINESS: (S.HELD, None),
    Kind.REMINDER: (S.CONFIRMED, None),
    Kind.CHANGED: (S.CONFIRMED, Act.MOVE),
    Kind.CANCELLED: (S.CANCELLED, Act.CANCEL),
    Kind.TIME_FREE: (S.WISHED, Act.OFFER_TIME),
    Kind.REPORT_DUE: (S.CONFIRMED, None),
    Kind.REPORT_LATE: (S.CONFIRMED, None),
}
OF_PARTNERS = frozenset({Kind.TO_ACCEPT, Kind.REPORT_DUE, Kind.REPORT_LATE, Kind.CALENDAR_STALE})
ABOUT_SESSIONS = tuple(STATES)


class World:
    """A school that asks one partner for sessions, and the people of both."""

    def __init__(self):
        self.school = SchoolFactory(
            name="Collège Jean Bart",
            address="12, rue des Écoles",
            postcode="59300",
            phone="03 27 00 00 00",
            email="college.jean-bart@exemple.test",
        )
        self.teacher = self.person("Camille Exemple", RoleKind.TEACHER)
        self.head = self.person("Dominique Exemple", RoleKind.HEAD)
        self.offer = OfferFactory(
            title="Respect et relations",
            organisation__name="Association Parler",
            room_needs="Chaises en cercle",
            instant=False,
        )
        self.offer.materials.add(MaterialFactory())
        self.facilitator = FacilitatorFactory(
            name="Zoé Exemple",
            organisation=self.offer.organisation,
            user=UserFactory(name="Zoé Exemple", email="zoe@exemple.test"),
        )
        RoleFactory(
            user=self.facilitator.user,
            kind=RoleKind.FACILITATOR,
            school=None,
            organisation=self.offer.organisation,
        )
        self.request = RequestFactory(offer=self.offer, school=self.school, asked_by=self.teacher)
        self.room = RoomFactory(school=self.school, name="Salle polyvalente")

    def person(self, name, kind):
        email = f"{name.split()[0].lower()}@exemple.test"
        return RoleFactory(
            user=UserFactory(name=name, email=email), kind=kind, school=self.school
        ).user

    def session(self, number=0, state=S.CONFIRMED, **fields):
        """Two sessions a day, from Tuesday 6 October 2026 on; each of another class."""
        starts_at = TUESDAY_AT_TEN + timedelta(days=number // 2, hours=number % 2)
        session = SessionFactory(
            request=self.request,
            state=state,
            **{
                "starts_at": None if state == S.WISHED else starts_at,
                "authorised_at": None if state in {S.HELD, S.PROPOSED} else starts_at,
                "room": None if state == S.WISHED else self.room,
                "en_adult": "NURSE",
                **fields,
            },
        )
        label = f"5e {number + 1}"
        group = self.school.class_groups.filter(label=label).first() or ClassGroupFactory(
            school=self.school, label=label, levels=(Level.CINQUIEME,)
        )
        SessionGroup.objects.create(session=session, group=group)
        if state == S.WISHED:
            Wish.objects.create(
                session=session, first_day=date(2026, 11, 2), last_day=date(2026, 12, 18)
            )
        else:
            SessionFacilitator.objects.create(session=session, facilitator=self.facilitator)
        return session

    def message(self, kind, sessions=(), act=None, *, language="fr", **fields):
        partner = kind in OF_PARTNERS
        heads = {Kind.TO_AUTHORISE, Kind.NUDGE}
        message = Message.objects.create(
            **{
                "kind": kind,
                "language": language,
                "reader": self.facilitator.user
                if partner
                else (self.head if kind in heads else self.teacher),
                "school": self.school,
                "about": f"request-{self.request.pk}",
                "due_at": self.request.created_at,
                **fields,
            }
        )
        for session in sessions:
            event = act and Event.objects.create(
                session=session,
                act=act,
                at=session.revised_at,
                to_state=session.state,
                starts_at=session.starts_at,
            )
            Mention.objects.create(message=message, session=session, event=event)
        return message

    def of_kind(self, kind, count=1, **fields):
        """A message as the outbox would plan it, with all that its letter can say."""
        if kind not in STATES:
            return self.message(kind, **fields)
        state, act = STATES[kind]
        sessions = [self.session(number, state) for number in range(count)]
        for session in sessions:
            if kind == Kind.CHANGED:
                self.tell(session, starts_at=session.starts_at - timedelta(days=7), **fields)
            if kind == Kind.CANCELLED:
                session.ended_by_side, session.ended_reason = "PARTNER", "ABSENCE"
                session.save()
            if kind == Kind.READINESS:
                session.en_adult = ""
                session.save()
            if kind == Kind.TIME_FREE:
                self.offer_time(session)
        return self.message(kind, sessions, act, **fields)

    def offer_time(self, session):
        starts_at = TUESDAY_AT_TEN + timedelta(days=42)
        TimeOffer.objects.create(
            session=session,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            offered_at=session.created_at,
            expires_at=starts_at - timedelta(days=1),
        )

    def tell(self, session, *, starts_at=None, sequence=0, kind=Kind.CONFIRMED, **fields):
        """Let a letter of before have told the reader of a session."""
        sent = {"state": Message.State.SENT, "sent_at": self.request.created_at}
        message = self.message(kind, [session], **{**fields, **sent})
        told_at = starts_at or session.starts_at
        message.mentions.update(starts_at=told_at, sequence=sequence)
        return message


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://prevention.exemple.test"
    return World()


@pytest.fixture
def now():
    return TUESDAY_AT_TEN.astimezone(PARIS) - timedelta(days=11)
