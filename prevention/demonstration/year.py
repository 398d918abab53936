"""Play a school year: invented people ask, authorise, move, report, in the order of the days.

Everything is done by the acts, at the moment it would have been done, so that the
demonstration holds only what the rules allow. The same day gives the same year.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI, Staff, staff_of
from prevention.demonstration.diary import Deed, Diary
from prevention.offers.fitting import fitting
from prevention.offers.models import Offer, Theme
from prevention.people.models import User
from prevention.scheduling import acts
from prevention.scheduling.acts import Count, Line, Preparation, Told, Wished
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Session
from prevention.scheduling.proposal import propose
from prevention.scheduling.states import is_instant
from prevention.schools.days import has_class
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.vocabulary import (
    EnAdult,
    EndReason,
    ExceptionalReason,
    Half,
    Logistics,
    SessionKind,
)

SCHOOLS = 36
PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
# Left for whoever tries the product: nothing is booked for them.
UNTOUCHED = ("3E1", "4E1", "5E1")


@dataclass
class Year:
    """One school year at some of the schools; of one that is over, all that took place is told."""

    year: SchoolYear
    chance: Random
    diary: Diary
    is_over: bool = False
    _staff: dict[str, Staff] = field(default_factory=dict)

    def play(self, requests: int) -> None:
        self.coordinator = User.objects.get(email=COORDINATOR.email)
        opened = datetime.combine(self.year.starts_on + 4 * DAY, time(9), PARIS)
        days = max((self.diary.until - opened).days, 1)
        schools = self._schools()
        for number in range(requests):
            school = schools[number % len(schools)]
            at = opened + timedelta(
                days=self.chance.uniform(0, days), minutes=self.chance.randrange(480)
            )
            self.diary.plan(at, self._request(school))
        for school in schools[::2]:
            at = opened + timedelta(days=self.chance.uniform(7, max(days, 8)))
            self.diary.plan(at, self._declaration(school))
        for school in [] if self.is_over else schools[:8]:
            at = self.diary.until - timedelta(hours=self.chance.uniform(1, 60))
            self.diary.plan(at, self._proposal(school))
            self.diary.plan(at + timedelta(minutes=5), self._wish(school))
        self.diary.live()

    def _schools(self) -> list[School]:
        open_ones = School.objects.open().filter(class_groups__school_year=self.year).distinct()
        others = list(open_ones.exclude(pk=SCHOOL_UAI).order_by("pk").select_related("commune"))
        demonstration = School.objects.select_related("commune").get(pk=SCHOOL_UAI)
        return [demonstration, *self.chance.sample(others, min(SCHOOLS - 1, len(others)))]

    def _classes(self, school: School, most: int) -> list[ClassGroup]:
        """Some classes of one level, as a team of teachers would ask for."""
        groups = list(
            school.class_groups.filter(school_year=self.year)
            .exclude(school=SCHOOL_UAI, label__in=UNTOUCHED)
            .select_related("school__commune", "school_year")
            .order_by("pk")
        )
        first = self.chance.choice(groups)
        same = [group for group in groups if group.levels == first.levels]
        return same[: self.chance.randint(1, most)]

    def _offer(self, groups: Sequence[ClassGroup]) -> Offer | None:
        found = fitting(Offer.objects.select_related("theme", "organisation"), groups[:1])
        offers = list(found.order_by("title"))
        return self.chance.choice(offers) if offers else None

    def _request(self, school: School) -> Deed:
        def ask(at: datetime) -> None:
            groups = self._classes(school, most=4)
            offer = self._offer(groups)
            if offer is None:
                return
            lines = self._lines(offer, groups, at)
            if not lines:  # in summer, say
                return
            asked = acts.request_sessions(
                offer=offer,
                lines=lines,
                asked_by=self.staff(school).teacher,
                now=at,
                preparation=self._preparation(at),
            )
            for session in asked.request.sessions.all():
                self._plan_fate(session, at)

        return ask

    def _lines(self, offer: Offer, groups: Sequence[ClassGroup], at: datetime) -> list[Line]:
        first = at.astimezone(PARIS).date()
        last = min(first + timedelta(days=self.chance.randint(50, 110)), self.year.ends_on)
        if offer.kind == SessionKind.SHOW:
            together = groups[: offer.groups_per_session]
            answer = openings_for(Meeting(offer, together), first=first, last=last, now=at)
            return [Line(together, one.starts_at) for one in answer.openings[3:4]]
        proposed = propose(
            offer=offer,
            groups=groups,
            sessions_each=self.chance.randint(1, offer.sessions_in_series),
            first=first,
            last=last,
            now=at,
        )
        return [Line(one.groups, one.opening.starts_at) for one in proposed if one.opening]

    def _preparation(self, at: datetime) -> Preparation:
        return Preparation(
            en_adult=self.chance.choice([EnAdult.TEACHER, EnAdult.TEACHER, EnAdult.NURSE]),
            families_informed_on=self.year.starts_on + 13 * DAY,
            exceptional_reason=ExceptionalReason.EXPERTISE,
            exception_informed_on=at.astimezone(PARIS).date(),
        )

    def _plan_fate(self, session: Session, at: datetime) -> None:
        """Most sessions take place; some are refused, forgotten, moved or called off."""
        luck, head = self.chance.random(), self.staff(session.school).head
        soon = at + timedelta(hours=self.chance.uniform(3, 100))
        if luck < 0.05:  # noqa: PLR2004 - nobody answers
            return
        if luck < 0.12:  # noqa: PLR2004
            self._then(soon, acts.refuse, session, head, reason=EndReason.PROJECT)
            return
        self._then(soon, acts.authorise, session, head)
        if not is_instant(session):
            later = soon + timedelta(hours=self.chance.uniform(1, 40))
            self._then(later, acts.accept, session, self.coordinator)
        self._plan_end(session, soon + 3 * DAY)

    def _plan_end(self, session: Session, agreed: datetime) -> None:
        assert session.starts_at is not None  # noqa: S101 - a request holds a time
        assert session.ends_at is not None  # noqa: S101
        luck, teacher = self.chance.random(), self.staff(session.school).teacher
        after = session.ends_at + timedelta(hours=self.chance.uniform(1, 50))
        if luck < 0.08:  # noqa: PLR2004
            before = max(agreed, session.starts_at - timedelta(days=self.chance.uniform(1, 25)))
            reason = self.chance.choice([EndReason.ABSENCE, EndReason.SCHEDULE])
            self._then(before, acts.cancel, session, teacher, reason=reason)
        elif luck < 0.12:  # noqa: PLR2004
            self._then(after, acts.declare_not_held, session, teacher, reason=EndReason.ABSENCE)
        elif luck < 0.18:  # noqa: PLR2004
            self.diary.plan(agreed, lambda at: self._move(session, at))
        elif luck < 0.93 or self.is_over:  # noqa: PLR2004 - of the others nobody tells
            self.diary.plan(after, lambda at: self._report(session, at))

    def _move(self, session: Session, at: datetime) -> None:
        """Give it a later time, and report it there."""
        offer, groups = session.offer, list(session.groups.select_related("school_year", "school"))
        assert offer is not None  # noqa: S101 - it was asked for
        first = at.astimezone(PARIS).date() + 3 * DAY
        meeting = Meeting(offer, groups, leaving=session)
        last = min(first + 40 * DAY, self.year.ends_on)
        openings = openings_for(meeting, first=first, last=last, now=at).openings
        if openings:
            chosen = self.chance.choice(openings)
            head = self.staff(session.school).head
            acts.move(session=session, user=head, starts_at=chosen.starts_at, now=at)
            self.diary.plan(chosen.ends_at + DAY, lambda later: self._report(session, later))

    def _report(self, session: Session, at: datetime) -> None:
        counts = [
            Count(group, present=present, girls=girls, boys=present - girls)
            for group in session.groups.all()
            for present in [max((group.headcount or 24) - self.chance.randint(0, 3), 0)]
            for girls in [present // 2]
        ]
        told = Told(
            counts=counts,
            climate=self.chance.choice([2, 3, 3, 4, 4]),
            logistics=self.chance.choice([Logistics.GOOD] * 5 + [Logistics.ROOM]),
        )
        acts.file_report(session=session, user=self.coordinator, told=told, now=at)
        if self.chance.random() < 0.5:  # noqa: PLR2004
            self._then(at + 3 * DAY, acts.close, session, self.coordinator)

    def _declaration(self, school: School) -> Deed:
        def declare(at: datetime) -> None:
            groups = self._classes(school, most=2)
            theme = Theme.objects.filter(levels__contains_all=groups[0].levels).order_by("pk")[0]
            ends_at = _a_past_lesson(school, at)
            acts.declare_internal(
                theme=theme,
                counts=[Count(group, present=group.headcount or 20) for group in groups],
                starts_at=ends_at - timedelta(hours=1),
                ends_at=ends_at,
                user=self.staff(school).teacher,
                now=at,
            )

        return declare

    def _proposal(self, school: School) -> Deed:
        def suggest(at: datetime) -> None:
            groups = self._classes(school, most=2)
            offer = self._offer(groups)
            if offer and offer.kind == SessionKind.CLASS:
                lines = self._lines(offer, groups, at)
                acts.propose_sessions(
                    offer=offer, lines=lines, proposed_by=self.coordinator, now=at
                )

        return suggest

    def _wish(self, school: School) -> Deed:
        def wish(at: datetime) -> None:
            groups = self._classes(school, most=1)
            offer = self._offer(groups)
            if offer:
                today = at.astimezone(PARIS).date()
                wished = Wished(today, today + timedelta(weeks=8))
                acts.request_sessions(
                    offer=offer,
                    lines=[Line(groups, wished)],
                    asked_by=self.staff(school).teacher,
                    now=at,
                    preparation=self._preparation(at),
                )

        return wish

    def _then(
        self, at: datetime, act: Callable[..., object], session: Session, user: User, **more: object
    ) -> None:
        self.diary.plan(at, lambda now: act(session=session, user=user, now=now, **more))

    def staff(self, school: School) -> Staff:
        if school.pk not in self._staff:
            self._staff[school.pk] = staff_of(school)
        return self._staff[school.pk]


def _a_past_lesson(school: School, at: datetime) -> datetime:
    """Ten o'clock on the last morning of class before."""
    day: date = at.astimezone(PARIS).date() - DAY
    while not has_class(school, day, Half.AM):
        day -= DAY
    return datetime.combine(day, time(10), PARIS)
