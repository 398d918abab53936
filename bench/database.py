"""A database for the time of one table."""

import os
import tempfile
from pathlib import Path


def print_table(url: str) -> None:
    """Print the table of one engine: ``sqlite``, or the address of a PostgreSQL database.

    Nothing is written to that database: one of ours is made beside it, and dropped.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="prevention.settings", DEMO="1", VAR_DIR=folder)
        if url != "sqlite":
            os.environ["DATABASE_URL"] = url
        import django  # noqa: PLC0415 - the settings above come first

        django.setup()
        from django.db import connection  # noqa: PLC0415

        from bench.table import fill  # noqa: PLC0415 - needs the models

        given = connection.settings_dict["NAME"]
        own = str(Path(folder) / "bench.sqlite3") if url == "sqlite" else f"bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = own
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            fill(Path(folder), url)
        finally:
            connection.creation.destroy_test_db(given, verbosity=0)
