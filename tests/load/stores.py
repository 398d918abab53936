"""A database for one test alone: a file, or one more database of the same PostgreSQL server."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg


@dataclass(frozen=True)
class Store:
    """Read by plain SQL over a connection of its own: our code is what is being judged."""

    url: str

    @property
    def on_postgres(self) -> bool:
        return not self.url.startswith("sqlite:")

    def connect(self) -> sqlite3.Connection | psycopg.Connection:
        connect = psycopg.connect if self.on_postgres else sqlite3.connect
        return connect(self.url.removeprefix("sqlite:///"))

    def rows(self, sql: str) -> list[tuple]:
        """What is committed; instants come as text from SQLite, in the order of time."""
        with closing(self.connect()) as connection:
            return connection.execute(sql).fetchall()

    def ids(self, sql: str) -> list[UUID]:
        """One column of UUIDs, which SQLite keeps as text."""
        return [UUID(str(value)) for (value,) in self.rows(sql)]


def create_store(folder: Path) -> Store:
    """Make an empty database where ``DATABASE_URL`` says, or a file in ``folder``."""
    url = os.environ.get("DATABASE_URL", "sqlite:")
    if url.startswith("sqlite:"):
        return Store(f"sqlite:///{folder / 'load.sqlite3'}")
    name = f"load_{uuid4().hex}"
    _administer(url, f'CREATE DATABASE "{name}"')
    return Store(_named(url, name))


def drop_store(store: Store) -> None:
    if store.on_postgres:
        name = urlsplit(store.url).path.removeprefix("/")
        _administer(store.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(url: str, sql: str) -> None:
    with closing(psycopg.connect(_named(url, "postgres"), autocommit=True)) as connection:
        connection.execute(sql)


def _named(url: str, name: str) -> str:
    """The same server, by the address that psycopg and Django both read."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"
