"""The calendars as programs poll them, over HTTP, beside bare views that do the least."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import F
from django.utils import timezone, translation

from bench.serving import Client, Rate, header, rate, serving
from bench.world import fill_school
from prevention.calendars.addresses import digest_of, secret_of
from prevention.calendars.contents import read_contents
from prevention.calendars.models import Feed
from prevention.calendars.polls import poll
from prevention.calendars.render import calendar as write_calendar
from prevention.calendars.watching import forget_old_changes
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.schools.models import School

SESSIONS = 300
ALL_FEEDS = 60_000
OURS = "prevention.wsgi"
FLOORS = "bench.floor_wsgi"


def calendars(offer: Offer, folder: Path, server_url: str) -> Iterator[str]:
    """Give the lines of the table, for one school's calendar of 300 sessions."""
    feed = Feed.objects.filter(kind=Feed.Kind.SCHOOL).latest("pk")
    assert feed.school is not None  # noqa: S101 - asked for
    fill_school(offer, feed.school, sessions=SESSIONS)
    come_to_rest()
    url = url_of_test_database(server_url)
    ready = folder / "ready.ics"
    address = f"/calendars/{secret_of(feed.salt)}.ics"
    with serving(OURS, url) as door:
        ours = Client(door)
        head, body = ours.ask(address, status=200)
        ready.write_bytes(body)
        etag = header(head, "ETag")
        got = rate(lambda: ours.ask(address, status=200), runs=1500)
        kept = rate(lambda: ours.ask(address, status=304, etag=etag), runs=1500)
        first = rate(lambda: ours.ask(address, status=200), runs=20, before=lambda: revise(feed))
        changed = rate(
            lambda: ours.ask(address, status=200), runs=20, before=lambda: revise(feed, most=1)
        )
    with serving(FLOORS, url, BENCH_READY=str(ready)) as door:
        bare = Client(door)

        def floor(view: str, *, status: int = 200, runs: int = 1500) -> Rate:
            return rate(lambda: bare.ask(f"/{view}/{feed.digest}", status=status), runs=runs)

        yield line("Warm GET / one query and ready bytes", floor("ready"), got)
        yield line("304 / one query and an empty 304", floor("unchanged", status=304), kept)
        for other in ("icalendar", "django-ical"):
            beside = floor(other, runs=10)
            yield line(f"Every session is new / {other}", beside, first)
            yield line(f"One session has changed / {other}", beside, changed)


def all_polled_once(server_url: str) -> str:
    """Poll 60,000 calendars once each, as their programs do when nothing has changed."""
    come_to_rest()  # before: what the feeds were judged by names the log as it stands
    feeds = make_feeds()
    with serving(OURS, url_of_test_database(server_url)) as door:
        client = Client(door)
        waiting = iter(feeds)

        def ask_next() -> None:
            secret, revision = next(waiting)
            client.ask(f"/calendars/{secret}.ics", status=304, etag=f'"{revision[:40]}"')

        polled = rate(ask_next, runs=ALL_FEEDS - 5)
    return (
        f"{ALL_FEEDS:,} calendars polled once: {polled.per_second:.0f}/s,"
        f" p99 {polled.p99 * 1000:.1f} ms; a query each, and one to note who reads"
    )


def come_to_rest() -> None:
    """Leave the tables as a server's are hours later: counted by the database, the log short."""
    forget_old_changes(now=timezone.now() + timedelta(hours=3))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def revise(feed: Feed, *, most: int = SESSIONS) -> None:
    """Change sessions, so that the next poll finds the calendar changed and writes it again.

    The log of changes is as short as the hourly clean-up keeps it: many revisions an hour are
    the bench's own.
    """
    forget_old_changes(now=timezone.now() + timedelta(hours=3))
    latest = Session.objects.filter(feed.sessions()).order_by("-starts_at")[:most]
    changed = Session.objects.filter(pk__in=[session.pk for session in latest])
    changed.update(sequence=F("sequence") + 1)


def make_feeds() -> list[tuple[str, str]]:
    """Give secrets and revisions of feeds that their programs have read an hour ago."""
    holder = User.objects.create_superuser("lectrice@exemple.test", language="fr")
    now = timezone.now()
    schools = list(School.objects.order_by("pk"))
    found: list[tuple[str, str]] = []
    rows: list[Feed] = []
    for place, school in enumerate(schools):
        of_school = [
            Feed(kind=Feed.Kind.SCHOOL, school=school, holder=holder, name=school.name)
            for _reader in range(place, ALL_FEEDS, len(schools))
        ]
        for feed in of_school:
            feed.salt = secrets.token_hex(16)
            feed.digest = digest_of(secret_of(feed.salt))
        Feed.objects.bulk_create(of_school)
        read = poll(of_school[0].digest)
        assert read is not None  # noqa: S101 - just made
        with translation.override(holder.language):
            octets = write_calendar(of_school[0], read_contents(of_school[0], now=now))
        revision = sha256(octets).hexdigest()
        for feed in of_school:
            feed.revision, feed.judged_by = revision, read.judged_at(now)
            feed.changed_at = now - timedelta(hours=1)
        rows += of_school
        found += [(secret_of(feed.salt), revision) for feed in of_school]
    Feed.objects.bulk_update(rows, ["revision", "judged_by", "changed_at"], batch_size=2000)
    return found


def url_of_test_database(server_url: str) -> str:
    """The address of the database that this process is connected to."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(server_url)._replace(path=f"/{name}").geturl()


def line(name: str, floor: Rate, ours: Rate) -> str:
    speeds = f"{floor.per_second:>8.0f}/s{ours.per_second:>8.0f}/s"
    share = f"{ours.per_second / floor.per_second:>8.2f}"
    return f"{name:<42}{speeds}{share}   p99 {floor.p99 * 1000:.1f} / {ours.p99 * 1000:.1f} ms"
