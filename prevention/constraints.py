"""Constraints that Django lacks: rows that never overlap in time, rows that never change."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, OperationalError, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table

Written = TypeVar("Written")
DEADLOCK_DETECTED = "40P01"  # PostgreSQL, appendix A


def write_in_a_savepoint(write: Callable[[], Written]) -> Written:
    """Write rows that a ``NoOverlap`` may refuse, once more if a deadlock ended the first time.

    PostgreSQL puts a row in before it looks for those it overlaps: two writers without a
    lock in common, each with one row, can so wait for each other, and one is ended. The
    other goes on meanwhile; the second time we only wait for it, until it is decided who
    was first.

    Raises:
        IntegrityError: the other was, or another constraint refuses; nothing was written.

    """
    try:
        with transaction.atomic():
            return write()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != DEADLOCK_DETECTED:
            raise
    with transaction.atomic():
        return write()


class OfOurs(models.BaseConstraint, ABC):
    """A constraint by statements of its own, which Django runs after the table is there.

    Statements, not text: when Django remakes a table on SQLite it builds it under another name
    and then renames the tables that such statements refer to.
    """

    @abstractmethod
    def added(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        """What puts it in force."""

    @abstractmethod
    def removed(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        """What lifts it."""

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None  # noqa: S101 - Django always gives both here
        assert schema_editor is not None  # noqa: S101
        schema_editor.deferred_sql.extend(self.added(model, schema_editor))
        return None

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None  # noqa: S101 - as above
        assert schema_editor is not None  # noqa: S101
        first, *others = self.added(model, schema_editor)
        schema_editor.deferred_sql.extend(others)
        return first

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None  # noqa: S101 - as above
        assert schema_editor is not None  # noqa: S101
        first, *others = self.removed(model, schema_editor)
        schema_editor.deferred_sql.extend(others)
        return first

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return bool(self.deconstruct() == other.deconstruct())

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class NeverChanged(OfOurs):
    """Rows stay as they were written: a trigger refuses every UPDATE with an ``IntegrityError``.

    They may be taken away as a whole, which nobody can mistake for what was there.
    """

    def added(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        return [
            Statement(
                NEVER_ON_POSTGRESQL if on_postgresql else NEVER_ON_SQLITE,
                name=schema_editor.quote_name(self.name),
                table=Table(model._meta.db_table, schema_editor.quote_name),
                message=f"NeverChanged constraint failed: {self.name}",
            )
        ]

    def removed(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        return [
            Statement(
                # With the function goes the trigger that calls it.
                "DROP FUNCTION %(name)s CASCADE"
                if on_postgresql
                else "DROP TRIGGER IF EXISTS %(name)s",
                name=schema_editor.quote_name(self.name),
            )
        ]

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if not instance._state.adding:
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )


# The function outlives its table; one that is there already is the same.
NEVER_ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%(message)s' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s
FOR EACH ROW EXECUTE FUNCTION %(name)s()
"""
NEVER_ON_SQLITE = """
CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s
BEGIN SELECT RAISE(ABORT, '%(message)s'); END
"""


class NoOverlap(OfOurs):
    """Rows with the same ``owner`` (when set) have disjoint ``[starts_at, ends_at)``.

    PostgreSQL holds it by an exclusion constraint over ``btree_gist``, SQLite by two
    triggers that raise the same ``IntegrityError`` with the constraint's name in it.
    """

    def __init__(
        self,
        *,
        owner: str,
        name: str,
        violation_error_code: str | None = None,
        violation_error_message: Any = None,
    ) -> None:
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )
        self.owner = owner

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        owner = getattr(instance, model._meta.get_field(self.owner).attname)  # type: ignore[union-attr]
        if owner is None:
            return
        clashing = model._default_manager.using(using).filter(
            **{self.owner: owner},
            starts_at__lt=instance.ends_at,  # type: ignore[attr-defined]
            ends_at__gt=instance.starts_at,  # type: ignore[attr-defined]
        )
        if clashing.exclude(pk=instance.pk).exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "owner": self.owner}

    def added(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        if schema_editor.connection.vendor != "postgresql":
            return self._triggers(model, schema_editor)
        return [
            Statement(
                "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(exclusion)s",
                table=Table(model._meta.db_table, schema_editor.quote_name),
                name=schema_editor.quote_name(self.name),
                exclusion=self._exclusion(model),
            )
        ]

    def removed(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        quote = schema_editor.quote_name
        if schema_editor.connection.vendor != "postgresql":
            return [
                Statement("DROP TRIGGER IF EXISTS %(name)s", name=quote(f"{self.name}_{event}"))
                for event in ("insert", "update")
            ]
        return [
            Statement(
                "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
                table=Table(model._meta.db_table, quote),
                name=quote(self.name),
            )
        ]

    def _exclusion(self, model: type[models.Model]) -> str:
        owner = model._meta.get_field(self.owner).column  # type: ignore[union-attr]
        return (
            f'EXCLUDE USING gist ("{owner}" WITH =, tstzrange("starts_at", "ends_at") WITH &&)'
            f' WHERE ("{owner}" IS NOT NULL)'
        )

    def _triggers(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        quote = schema_editor.quote_name
        table = model._meta.db_table
        owner = str(model._meta.get_field(self.owner).column)  # type: ignore[union-attr]
        return [
            Statement(
                "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s"
                " WHEN NEW.%(owner)s IS NOT NULL AND EXISTS (SELECT 1 FROM %(table)s AS other"
                " WHERE other.%(owner)s = NEW.%(owner)s AND other.id <> %(itself)s"
                " AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)"
                " BEGIN SELECT RAISE(ABORT, '%(message)s'); END",
                name=quote(f"{self.name}_{event.split()[0].lower()}"),
                event=event,
                table=Table(table, quote),
                owner=Columns(table, [owner], quote),
                itself=itself,
                message=f"NoOverlap constraint failed: {self.name}",
            )
            for event, itself in [("INSERT", "-1"), ("UPDATE", "OLD.id")]
        ]
