"""Where adults are sent to for a material."""

import uuid

from django.conf import settings


def page_path(public_id: uuid.UUID) -> str:
    """The address of a material's page on this site, which readers sign in to see."""
    return f"/library/{public_id}"


def way_to(*, url: str, public_id: uuid.UUID, warned: bool) -> str:
    """The address to give in a mail or a calendar.

    The page of the site wherever something stands before the content: a warning, or a file
    that is kept here; otherwise where the material is.
    """
    return url if url and not warned else settings.SITE_URL + page_path(public_id)
