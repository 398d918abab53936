"""Parts of a file, as players of films ask for them (RFC 9110, 14)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.core.files.storage import Storage
from storages.backends.s3 import S3Storage

CHUNK = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


class UnsatisfiableError(Exception):
    """No byte of the file is in the range (RFC 9110, 15.5.17)."""


class Part(NamedTuple):
    """Bytes ``start`` to ``end`` of a file, the last included, counted from 0."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def asked_part(header: str, size: int) -> Part | None:
    """Read a ``Range`` header; None where the whole is to be sent.

    Several ranges, other units and what is not well-formed are ignored, as RFC 9110 allows.

    Raises:
        UnsatisfiableError: well-formed, and beyond the end.

    """
    found = ONE_RANGE.match(header)
    if not found or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        if int(last) == 0:
            raise UnsatisfiableError
        return Part(max(0, size - int(last)), size - 1)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return Part(start, end)


def read_part(storage: Storage, name: str, part: Part) -> Iterator[bytes]:
    """Give the bytes of a part, little by little; nothing else of the file is read."""
    if isinstance(storage, S3Storage):
        asked = f"bytes={part.start}-{part.end}"
        answer = storage.bucket.Object(name).get(Range=asked)
        yield from answer["Body"].iter_chunks(CHUNK)
        return
    with storage.open(name) as file:
        file.seek(part.start)
        left = part.length
        while left > 0 and (read := file.read(min(CHUNK, left))):
            left -= len(read)
            yield read
