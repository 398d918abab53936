"""The files of the library at their addresses, which never change."""

import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from library.covers import COVER_TYPE
from library.models import Material
from library.serving import current_file, current_picture, superseded_title, version_file
from prevention.people.models import User

# Another image is another address (``Material.cover_path``), so that one may be kept a year.
KEEP = "public, max-age=31536000, immutable"
KEEP_SHORTLY = "public, max-age=300"
# The reader's own copy, which is asked about each time: tomorrow it may be withdrawn.
ASK_AGAIN = "private, no-cache"


@require_safe
def cover(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give the cover of a published material.

    Open to anybody: it shows a title and levels, and mails can hold it. Whatever the
    bytes are, the browser may only show them as an image.
    """
    material = get_object_or_404(Material.objects.published(), public_id=public_id)
    if not material.cover:
        raise Http404
    revision = material.cover_revision()
    etag = f'"{revision}"'
    headers = {
        "Cache-Control": KEEP if request.GET.get("v") == revision else KEEP_SHORTLY,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": etag,
    }
    answer = HttpResponse(content_type=COVER_TYPE, headers=headers)
    checked = get_conditional_response(request, etag=etag, response=answer) or answer
    if checked is answer:
        with material.cover.open() as image:
            answer.content = image.read()
    return checked


@require_safe
def file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give the current version of a material's file: what a printed address leads to."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.path, "/sign-in", "next")
    return current_file(request, _material(request.user, public_id), cache=ASK_AGAIN)


@require_safe
def numbered_file(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Give one version; an earlier one says in its name that it is replaced."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.path, "/sign-in", "next")
    material = _material(request.user, public_id)
    version = get_object_or_404(material.versions.select_related("file", "material"), number=number)
    is_current = version.pk == material.current_id
    title = material.title if is_current else superseded_title(version)
    return version_file(request, version, title=title, cache=ASK_AGAIN)


@require_safe
def picture(request: HttpRequest, public_id: uuid.UUID, page: int, width: int) -> HttpResponseBase:
    """Give a picture of a page of the current version, for the preview on its page."""
    if not isinstance(request.user, User):
        raise Http404
    material = _material(request.user, public_id)
    return current_picture(request, material, page=page, width=width, cache=ASK_AGAIN)


def _material(user: User, public_id: uuid.UUID) -> Material:
    seen = Material.objects.visible_to(user).select_related("current__file")
    return get_object_or_404(seen, public_id=public_id)
