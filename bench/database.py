"""A database for the time of one table."""

import os
import tempfile
from importlib import import_module
from pathlib import Path


def print_table(table: str, url: str) -> None:
    """Print a table (its module) on one engine: ``sqlite``, or a PostgreSQL database's address.

    Nothing is written to that database: one of ours is made beside it, and dropped.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="prevention.settings", DEMO="1", VAR_DIR=folder)
        os.environ["TQDM_DISABLE"] = "1"  # the tables alone are printed
        if url != "sqlite":
            os.environ["DATABASE_URL"] = url
        import django  # noqa: PLC0415 - the settings above come first

        django.setup()
        from django.db import connection  # noqa: PLC0415

        given = connection.settings_dict["NAME"]
        own = str(Path(folder) / "bench.sqlite3") if url == "sqlite" else f"bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = own
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            import_module(table).fill(Path(folder), url)  # needs the models
        finally:
            connection.creation.destroy_test_db(given, verbosity=0)
