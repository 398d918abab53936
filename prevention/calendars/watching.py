"""Triggers that note every write which calendars show, so that a poll need not read it all.

``CalendarChange`` is a log: each row says that something changed, and for whom. It is the
database that writes it, whoever changed the rows and however: an act, an import, a correction
by hand. Rows are only added, and the oldest removed: two polls that see the same number of
rows and the same oldest one have seen the same rows, in whichever order they were committed.
No row is ever updated, so writers never wait for each other here.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from library.models import Material
from prevention.calendars.models import CalendarChange
from prevention.offers.models import Facilitator, Offer, OfferMaterial, Organisation, Theme
from prevention.people.models import Role, User
from prevention.scheduling.models import Request, Session, SessionFacilitator, SessionGroup
from prevention.schools.models import ClassGroup, Commune, Room, School

PREFIX = "calendar_watch_"
KEPT = timedelta(hours=2)

# Whom a change concerns: everybody, the readers of one school, or one holder of feeds.
EVERYBODY = "''"
HOLDER = "'user:' || {row}.user_id"
HOLDER_ITSELF = "'user:' || {row}.id"
SCHOOL = "'school:' || {row}.school_id"
SCHOOL_ITSELF = "'school:' || {row}.uai"
# On SQLite a trigger names no other table: Django could no longer rename that one.
SCHOOL_OF_SESSION = (
    "COALESCE('school:' || (SELECT school_id FROM prevention_session"
    " WHERE id = {row}.session_id), '')"
)


@dataclass(frozen=True)
class Watch:
    """The columns of a table that calendars show, and whom a change of them concerns.

    ``rows``: a new or a lost row is shown too; elsewhere it shows once something points to
    it, and what points is watched itself.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    scope: str = EVERYBODY
    rows: bool = False
    scope_on_sqlite: str = ""

    def columns(self) -> tuple[str, ...]:
        return tuple(str(self.model._meta.get_field(name).column) for name in self.fields)  # type: ignore[union-attr]


WATCHED = (
    Watch(
        Session,
        (
            "public_id",
            "state",
            "starts_at",
            "ends_at",
            "sequence",
            "created_at",
            "revised_at",
            "theme",
            "location",
            "address",
            "offer",
            "room",
            "school",
            "request",
        ),
        scope=SCHOOL,
        rows=True,
    ),
    Watch(SessionGroup, ("session", "group"), SCHOOL_OF_SESSION, True, EVERYBODY),
    Watch(SessionFacilitator, ("session", "facilitator"), SCHOOL_OF_SESSION, True, EVERYBODY),
    Watch(ClassGroup, ("label", "levels", "headcount", "school"), SCHOOL),
    Watch(Room, ("name", "school"), SCHOOL),
    Watch(
        School,
        ("name", "address", "postcode", "commune", "latitude", "longitude", "time_zone"),
        SCHOOL_ITSELF,
    ),
    Watch(Commune, ("name", "epci")),
    Watch(Theme, ("name",)),
    Watch(Offer, ("title", "room_needs", "organisation", "theme")),
    Watch(Organisation, ("name",)),
    Watch(Facilitator, ("name", "user", "organisation")),
    Watch(Request, ("asked_by", "school", "offer")),
    Watch(Material, ("title", "url", "public_id", "warnings", "state", "audience")),
    Watch(OfferMaterial, ("offer", "material", "moment"), rows=True),
    # Who may read goes with what is read.
    Watch(
        Role,
        ("user", "kind", "status", "school", "organisation", "commune", "epci", "everywhere"),
        HOLDER,
        rows=True,
    ),
    Watch(User, ("is_active", "is_superuser", "language"), HOLDER_ITSELF),
)


@dataclass(frozen=True)
class Trigger:
    """One trigger, named after what it does: another definition has another name."""

    table: str
    event: str
    when: str
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        digest = hashlib.sha256(repr(self).encode()).hexdigest()[:8]
        return f"{PREFIX}{self.table.removeprefix('prevention_')}_{self.event.lower()}_{digest}"

    def sql(self, vendor: str) -> Iterator[str]:
        log = CalendarChange._meta.db_table
        notes = [
            f"INSERT INTO {log} (scope) VALUES ({note});"  # noqa: S608 - names of our own
            for note in self.notes
        ]
        when = f" WHEN ({self.when})" if self.when else ""
        if vendor == "sqlite":
            yield (
                f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table}"
                f" FOR EACH ROW{when} BEGIN {' '.join(notes)} END"
            )
            return
        yield (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {' '.join(notes)} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table}"
            f" FOR EACH ROW{when} EXECUTE FUNCTION {self.name}()"
        )


def triggers(vendor: str) -> Iterator[Trigger]:
    """The triggers of every watched table on one engine."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for watch in WATCHED:
        table = watch.model._meta.db_table
        scope = (watch.scope_on_sqlite if vendor == "sqlite" else "") or watch.scope
        new, old = (scope.format(row=row) for row in ("NEW", "OLD"))
        changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in watch.columns())
        # Who saw the row where it was, and who sees it where it is now.
        yield Trigger(table, "UPDATE", changed, (new,) if new == old else (old, new))
        if watch.rows:
            yield Trigger(table, "INSERT", "", (new,))
            yield Trigger(table, "DELETE", "", (old,))


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing and drop those of an earlier definition.

    What was written while one was missing is unknown: every calendar is then read again.
    """
    wanted = {trigger.name: trigger for trigger in triggers(connection.vendor)}
    there = installed(connection)
    with connection.cursor() as cursor:
        for name in sorted(there.keys() - wanted.keys()):
            _drop(connection, name, there[name])
        missing = sorted(wanted.keys() - there.keys())
        for name in missing:
            for statement in wanted[name].sql(connection.vendor):
                cursor.execute(statement)
        if missing:
            CalendarChange.objects.using(connection.alias).create(scope="")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: no column that one of them names could be changed."""
    for name, table in installed(connection).items():
        _drop(connection, name, table)


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers that are there, with their tables."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        if connection.vendor == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def forget_old_changes(*, now: datetime) -> int:
    """Remove the oldest rows of the log; returns how many.

    By number and not by instant: what goes must be the oldest rows, all of them.
    """
    kept = CalendarChange.objects.filter(at__gte=now - KEPT).aggregate(first=Min("id"))["first"]
    old = CalendarChange.objects.filter(id__lt=kept) if kept else CalendarChange.objects.all()
    return old.delete()[0]


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
            cursor.execute(f"DROP FUNCTION {name}()")


def before_migrating(*, using: str, plan: list[Any], **_signal: Any) -> None:
    """Make way for migrations (``pre_migrate``), where there are any."""
    if plan:
        remove(connections[using])


def after_migrating(*, using: str, **_signal: Any) -> None:
    """Put the triggers back (``post_migrate``), once the tables are those of this program."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        install(connections[using])
