"""The database notes what calendars show, whoever writes it and however."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.calendars.contents import read_contents
from prevention.calendars.feeds import create_school_feed
from prevention.calendars.models import SUBJECTS, CalendarChange, Feed, FeedKind
from prevention.calendars.polls import poll
from prevention.calendars.watching import (
    WATCHED,
    after_migrating,
    before_migrating,
    forget_old_changes,
    installed,
    triggers,
)
from prevention.models import Role, School, Session, User
from prevention.vocabulary import RoleKind
from tests.factories import (
    FacilitatorFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

# What never changes once it is written: what points to it does, and is watched.
KEYS = {"id", "uai", "insee_code", "code", "user_ptr_id"}
COLUMNS = {
    # What the database computes itself follows the columns it is computed from.
    model._meta.db_table: {
        field.column for field in model._meta.concrete_fields if not field.generated
    }
    for model in apps.get_models(include_auto_created=True)
}
READ_OF_THE_FEED_ITSELF = "prevention_feed"


def log_of(feed):
    return poll(feed.digest).log


def columns_in(sql):
    """The columns that a statement names, with their tables rather than their aliases.

    Subqueries each begin again at ``U0``: a column is of those tables that have it.
    """
    named = r'(?:FROM|JOIN) "(\w+)"(?: "?([A-Z]\d+)"?)?'
    tables = [(alias or table, table) for table, alias in re.findall(named, sql)]
    return {
        (table, column)
        for name, column in re.findall(r'"?(\w+)"?\."(\w+)"', sql)
        for alias, table in tables
        if alias == name and column in COLUMNS[table]
    }


def test_every_column_that_a_calendar_reads_is_watched(add_session, school, holder):
    session = add_session()
    about = {
        "school": school,
        "class_group": session.groups.get(),
        "facilitator": session.facilitators.get(),
        "offer": session.offer,
    }
    read = set()
    for kind in FeedKind:
        named = SUBJECTS.get(kind)
        subject = {named: about[named]} if named else {}
        one = Feed.objects.create(kind=kind, holder=holder, name="x", digest=kind, **subject)
        with CaptureQueriesContext(connection) as captured:
            Feed.objects.with_right().select_related("holder", "school").get(pk=one.pk)
            read_contents(one, now=timezone.now())
        for query in captured:
            read |= columns_in(query["sql"].replace("`", '"'))

    watched = {
        (watch.model._meta.db_table, column) for watch in WATCHED for column in watch.columns()
    }
    shown = {(t, c) for t, c in read if c not in KEYS and t != READ_OF_THE_FEED_ITSELF}
    # Read with the rows of the holder and of the school, and shown nowhere.
    loaded = {"prevention_user", "prevention_school"}
    assert {(table, column) for table, column in shown - watched if table not in loaded} == set()
    assert shown >= {("prevention_school", "name"), ("library_material", "url")}


def test_the_triggers_are_there_after_migrating():
    assert set(installed(connection)) == {one.name for one in triggers(connection.vendor)}


def test_a_migration_finds_no_trigger_and_leaves_them_all(feed):
    before = log_of(feed)

    before_migrating(using="default", plan=["a migration"])
    assert installed(connection) == {}
    after_migrating(using="default")

    assert set(installed(connection)) == {one.name for one in triggers(connection.vendor)}
    assert log_of(feed) != before  # what was written meanwhile is unknown


def test_nothing_to_migrate_leaves_the_triggers_alone(feed):
    before = log_of(feed)

    call_command("migrate", verbosity=0)

    assert log_of(feed) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda session: Session.objects.filter(pk=session.pk).update(state="cancelled"),
        lambda session: session.session_groups.all().delete(),
        lambda session: session.facilitators.set([FacilitatorFactory()]),
        lambda session: School.objects.filter(pk=session.school_id).update(name="Autre"),
        lambda session: session.offer.materials.clear(),
        lambda session: SessionFactory(request=session.request),
        lambda session: Role.objects.filter(school=session.school).update(status="ENDED"),
        lambda _session: User.objects.filter(feeds__isnull=False).update(language="fr"),
    ],
)
def test_any_write_is_noted(feed, add_session, write):
    session = add_session()
    before = log_of(feed)

    write(session)

    assert log_of(feed) != before


def test_what_is_shown_nowhere_is_not_noted(feed, add_session):
    session = add_session()
    before = log_of(feed)

    Session.objects.filter(pk=session.pk).update(ended_late=True, state=session.state)
    School.objects.filter(pk=session.school_id).update(phone="03 00 00 00 00")

    assert log_of(feed) == before


def test_another_school_changes_nothing_for_the_readers_of_this_one(feed, add_session):
    elsewhere = add_session(school=SchoolFactory())
    before = log_of(feed)

    Session.objects.filter(pk=elsewhere.pk).update(state="cancelled")
    School.objects.filter(pk=elsewhere.school_id).update(name="Autre")

    assert log_of(feed) == before


def test_a_session_that_goes_to_another_school_changes_both(feed, add_session):
    session = add_session()
    elsewhere = SchoolFactory()
    colleague = RoleFactory(school=elsewhere).user
    other = create_school_feed(holder=colleague, school=elsewhere, name="", now=timezone.now())
    before = log_of(feed), log_of(other)

    Session.objects.filter(pk=session.pk).update(school=elsewhere)

    assert log_of(feed) != before[0]
    assert log_of(other) != before[1]


def test_old_changes_are_forgotten_and_no_calendar_with_them(client, feed, address, add_session):
    add_session(starts_at=timezone.now() + timedelta(days=7))
    held = client.get(address(feed))
    now = timezone.now()

    assert forget_old_changes(now=now) == 0
    removed = forget_old_changes(now=now + timedelta(hours=3))

    assert removed > 0
    assert not CalendarChange.objects.exists()
    again = client.get(address(feed), headers={"If-None-Match": held["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db(transaction=True)
def test_a_change_committed_after_a_later_one_is_seen_too(feed, add_session):
    if connection.vendor == "sqlite":
        return  # one writer at a time: numbers are committed in their order
    first, second = add_session(), add_session()

    def write_beside():
        Session.objects.filter(pk=second.pk).update(state="cancelled")
        connection.close()

    with transaction.atomic():
        Session.objects.filter(pk=first.pk).update(state="cancelled")
        beside = Thread(target=write_beside)  # takes a later number, and is committed first
        beside.start()
        beside.join()
        between = poll_from_outside(feed)

    assert log_of(feed) != between


def poll_from_outside(feed):
    logs = []

    def look():
        logs.append(log_of(feed))
        connection.close()

    outside = Thread(target=look)
    outside.start()
    outside.join()
    return logs[0]


def test_whoever_loses_the_right_reads_nothing_more(client, address, feed_of_facilitator):
    feed, facilitator = feed_of_facilitator
    assert client.get(address(feed)).status_code == 200

    Role.objects.filter(user=facilitator.user, kind=RoleKind.FACILITATOR).update(status="ENDED")

    assert client.get(address(feed)).status_code == 410
