"""What pupils and parents see through a share link: one page, its pictures and its files.

Open to whoever holds the address. What it shows is decided at each reading, so that what is
withdrawn, or turns out to be for adults, is gone from links that are printed already.
"""

import uuid
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.help import Help, help_for
from library.models import Material, Share
from library.serving import current_file, current_picture
from library.shared_items import shared_item
from library.shares import share_at, shared_materials
from library.vocabulary import Audience
from prevention.secret_addresses import QUIET, wait_after_miss

HEADERS = {**QUIET, "Cache-Control": "no-store"}
FILE_CACHE = "private, no-cache"


@require_safe
def share(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the link is for: warnings first, then the content, and whom to turn to."""
    found = share_at(secret)
    if found is None:
        return _nothing(request, found)
    materials = shared_materials(found) if found.is_open(now=timezone.now()) else []
    if not materials:
        return _nothing(request, found)
    collection = found.collection
    shown = {
        "share": found,
        "heading": str(found),
        "introduction": collection.description if collection else "",
        "for_parents": found.reader == Audience.PARENT,
        "items": [shared_item(material, secret) for material in materials],
        "help": _help(materials, localdate()),
    }
    document = render_to_string("library/share.html", shown, request)
    return HttpResponse(document, headers=HEADERS)


@require_safe
def shared_file(request: HttpRequest, secret: str, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the current version, never an earlier one."""
    return current_file(request, _shared(request, secret, public_id), cache=FILE_CACHE)


@require_safe
def shared_picture(
    request: HttpRequest, secret: str, public_id: uuid.UUID, page: int, width: int
) -> HttpResponseBase:
    material = _shared(request, secret, public_id)
    return current_picture(request, material, page=page, width=width, cache=FILE_CACHE)


def _shared(request: HttpRequest, secret: str, public_id: uuid.UUID) -> Material:
    found = share_at(secret)
    if found is None:
        wait_after_miss(request)
        raise Http404
    shown = shared_materials(found) if found.is_open(now=timezone.now()) else []
    material = next((one for one in shown if one.public_id == public_id), None)
    if material is None:
        raise Http404
    return material


def _help(materials: list[Material], today: date) -> list[Help]:
    levels = {level for material in materials for level in material.levels}
    return help_for(levels=sorted(levels), today=today)


def _nothing(request: HttpRequest, found: Share | None) -> HttpResponse:
    """Say 404 of what was never given, and 410 of what is over or was taken back."""
    headers = dict(HEADERS)
    if found is not None:
        status = HTTPStatus.GONE
        words = _("This link is over, or what it led to was taken back. Ask whoever gave it.")
    elif seconds := wait_after_miss(request):
        status = HTTPStatus.TOO_MANY_REQUESTS
        words = _("Too many unknown addresses: try again in a minute.")
        headers["Retry-After"] = str(seconds)
    else:
        status = HTTPStatus.NOT_FOUND
        words = _("No link has this address: check that it is whole.")
    document = render_to_string("library/no_share.html", {"sentence": words}, request)
    return HttpResponse(document, status=status, headers=headers)
