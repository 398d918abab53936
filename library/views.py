"""The files of the library, handed out safely."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from library.covers import COVER_TYPE
from library.models import Material

# Another image is another address (``Material.cover_path``), so that one may be kept a year.
KEEP = "public, max-age=31536000, immutable"
KEEP_SHORTLY = "public, max-age=300"


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
