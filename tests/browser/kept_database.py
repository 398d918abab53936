"""The rows of a whole database, kept aside once and put back for each test.

To make the demonstration takes many seconds, and nearly every test in a browser begins with it.
"""

import sqlite3

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder


class KeptDatabase:
    """What the database holds at one moment; on SQLite the file itself, on PostgreSQL its rows."""

    def __init__(self):
        self.file = None
        self.rows = {}

    def keep(self):
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.file = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.file)
            return
        with connection.cursor() as cursor:
            for table in _tables():
                with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copied:
                    self.rows[table] = b"".join(copied)

    def put_back(self):
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.file.backup(connection.connection)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(self.rows)}")
            for table, rows in self.rows.items():
                # Triggers note what changes: what they noted is among the rows.
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copied:
                    copied.write(rows)
            # Constraints that wait for the end are looked at before the tables change again.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in self.rows:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            models = connection.introspection.installed_models(list(self.rows))
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)

    def close(self):
        if self.file:
            self.file.close()


def _tables():
    applied = MigrationRecorder.Migration._meta.db_table
    return [one for one in sorted(connection.introspection.table_names()) if one != applied]
