"""Eight clients book at once: through our act, and by the same statements without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from statistics import median
from time import perf_counter
from uuid import uuid4

from django.db import connection, connections, transaction

from bench.timing import Act, queries_of
from bench.world import NOW, YEAR
from prevention.demonstration.cast import COORDINATOR
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Event, Request, Session
from prevention.scheduling.openings import Opening
from prevention.schools.models import ClassGroup, School
from prevention.vocabulary import SchoolKind

CLIENTS = 8
EACH = 5
RUNS = 3
ENOUGH = 12  # facilitators free at a time, so that no client takes it from another


@dataclass(frozen=True)
class Booking:
    """One session to book; ``reads`` are the SELECTs that our act decides on."""

    offer: Offer
    group: ClassGroup
    opening: Opening
    by: User
    reads: Sequence[str] = ()

    def ask(self) -> None:
        line = Line([self.group], self.opening.starts_at)
        request_sessions(offer=self.offer, lines=[line], asked_by=self.by, now=NOW)

    def ask_and_take_back(self) -> None:
        with transaction.atomic():
            self.ask()
            transaction.set_rollback(True)

    def write_bare(self) -> None:
        """Read and write the same rows by the driver alone, in the same transaction mode."""
        driver = connection.connection
        driver.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        for sql in self.reads:
            driver.execute(sql).fetchall()
        now, start, end = map(_moment, (NOW, self.opening.starts_at, self.opening.ends_at))
        at_school = {"offer_id": self.offer.pk, "school_id": self.group.school_id}
        request = _insert(
            "request", public_id=uuid4().hex, **at_school, asked_by_id=self.by.pk, created_at=now
        )
        session = _insert(
            "session",
            public_id=uuid4().hex,
            request_id=request,
            **at_school,
            kind="CLASS",
            theme_id=self.offer.theme_id,
            location="SCHOOL",
            address="",
            en_adult="",
            exceptional_reason="",
            override_reason="",
            ended_late=False,
            state="held",
            starts_at=start,
            ends_at=end,
            held_until=start,
            ended_by_side="",
            ended_reason="",
            sequence=0,
            created_at=now,
            revised_at=now,
        )
        facilitator = {"facilitator_id": self.opening.facilitators[0]}
        group = {"group_id": self.group.pk}
        _insert("sessiongroup", session_id=session, **group)
        _insert("sessionfacilitator", session_id=session, **facilitator)
        for owner in (facilitator, group):
            _insert("occupation", session_id=session, **owner, starts_at=start, ends_at=end)
        _insert(
            "event",
            session_id=session,
            act="request",
            actor_id=self.by.pk,
            at=now,
            from_state="",
            to_state="held",
            reason="",
        )
        driver.execute("COMMIT")


def _moment(when: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(when)


def _insert(table: str, **values: object) -> int:
    mark = "?" if connection.vendor == "sqlite" else "%s"
    sql = (
        f"INSERT INTO prevention_{table} ({', '.join(values)})"
        f" VALUES ({', '.join([mark] * len(values))}) RETURNING id"
    )
    return connection.connection.execute(sql, list(values.values())).fetchone()[0]


def booking(offer: Offer) -> tuple[float, float]:
    """Give the seconds a booking takes while eight clients book: of the floor, and of ours."""
    shares = _bookings(offer)
    last = Request.objects.latest("pk").pk

    def taken(acts: list[list[Act]]) -> float:
        spent = []
        for _run in range(RUNS):
            spent.append(_together(acts) / (CLIENTS * EACH))
            _take_back(after=last)
        return median(spent)

    floor = taken([[one.write_bare for one in share] for share in shares])
    return floor, taken([[one.ask for one in share] for share in shares])


def _bookings(offer: Offer) -> list[list[Booking]]:
    """What each client books: a class of a school of its own, at times of the whole year."""
    by = User.objects.get(email=COORDINATOR.email)
    schools = School.objects.filter(kind=SchoolKind.CLG, class_groups__school_year=2026).distinct()
    shares = []
    for number, school in enumerate(schools.order_by("pk")[:CLIENTS]):
        group = school.class_groups.filter(school_year=2026).earliest("pk")
        found = openings_for(Meeting(offer, [group]), first=YEAR[0], last=YEAR[1], now=NOW)
        free = [one for one in found.openings if len(one.facilitators) >= ENOUGH]
        times = [free[(n * CLIENTS + number) * len(free) // (CLIENTS * EACH)] for n in range(EACH)]
        shares.append([_with_reads(Booking(offer, group, one, by)) for one in times])
    return shares


def _with_reads(one: Booking) -> Booking:
    reads = [sql for sql in queries_of(one.ask_and_take_back) if sql.startswith("SELECT")]
    return Booking(one.offer, one.group, one.opening, one.by, reads)


def _together(shares: list[list[Act]]) -> float:
    """Have each client do its share in a process of its own, from one moment on; in seconds."""
    fork = get_context("fork")
    ready, spans = fork.Barrier(len(shares)), fork.SimpleQueue()

    def client(share: list[Act]) -> None:
        connection.ensure_connection()
        ready.wait()
        began = perf_counter()
        for act in share:
            act()
        spans.put((began, perf_counter()))

    connections.close_all()  # a connection is not for two processes
    clients = [fork.Process(target=client, args=(share,)) for share in shares]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if any(one.exitcode for one in clients):
        raise SystemExit("A client could not book: nothing to measure.")
    began, ended = zip(*(spans.get() for _client in clients), strict=True)
    return max(ended) - min(began)


def _take_back(*, after: int) -> None:
    Event.objects.filter(session__request__gt=after).delete()
    Session.objects.filter(request__gt=after).delete()
    Request.objects.filter(pk__gt=after).delete()
