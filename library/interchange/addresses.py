"""The addresses that portals are told: always those of the site as people type it.

They are never taken from a request, which may come by any name of the machine.
"""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def public_address(public_id: uuid.UUID) -> str:
    """The page that anybody may read."""
    return absolute(reverse("catalogue-material", args=[public_id]))


def repository_name() -> str:
    """What identifiers start with after ``oai:``, the site's own name (oai-identifier 2.0)."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def oai_identifier(public_id: uuid.UUID) -> str:
    return f"oai:{repository_name()}:{public_id}"


def read_oai_identifier(identifier: str) -> uuid.UUID | None:
    """Give the material that an identifier names, or ``None`` where it is not one of ours."""
    start = f"oai:{repository_name()}:"
    if not identifier.startswith(start):
        return None
    try:
        public_id = uuid.UUID(identifier.removeprefix(start))
    except ValueError:
        return None
    # Other spellings of a UUID would be other identifiers.
    return public_id if oai_identifier(public_id) == identifier else None
