"""Handing out files so that none of them can act: whatever they hold, they are only data."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from library.files.ranges import Part, UnsatisfiableError, asked_part, read_part
from library.files.store import name_of

# What a browser shows by itself, without a reader that could run what a file holds.
SHOWN_INLINE = ("image/", "audio/", "video/")
# No script, no form, no other origin, nothing fetched: the answer is a picture, sound or film.
HARMLESS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Served(NamedTuple):
    """A file to hand out; ``filename`` is what it is saved as."""

    digest: str
    media_type: str
    size_bytes: int
    filename: str


def serve(
    request: HttpRequest, file: Served, *, cache: str, attached: bool = False
) -> HttpResponseBase:
    """Answer with a file, or the part of it that is asked for.

    ``cache`` is the ``Cache-Control``. The digest is the ``ETag``: the same address may give
    another version tomorrow, and a reader that has this one is told so in a line.
    """
    etag = f'"{file.digest}"'
    inline = file.media_type.startswith(SHOWN_INLINE) and not attached
    headers = {
        **HARMLESS,
        "Accept-Ranges": "bytes",
        "Cache-Control": cache,
        "Content-Disposition": content_disposition_header(
            as_attachment=not inline, filename=file.filename
        )
        or "inline",
        "ETag": etag,
    }
    checked = get_conditional_response(request, etag=etag, response=None)
    if checked is not None:
        for name in ("Cache-Control", "ETag"):
            checked[name] = headers[name]
        return checked
    if prefix := settings.LIBRARY_ACCEL_PREFIX:
        headers["X-Accel-Redirect"] = prefix + name_of(file.digest)
        return HttpResponse(content_type=file.media_type, headers=headers)
    return _streamed(request, file, headers)


def _streamed(request: HttpRequest, file: Served, headers: dict[str, str]) -> HttpResponseBase:
    whole = Part(0, file.size_bytes - 1)
    asked = request.headers.get("Range", "")
    # With another version than the reader holds, a part of this one would fit nothing.
    if request.headers.get("If-Range", headers["ETag"]) != headers["ETag"]:
        asked = ""
    try:
        part = asked_part(asked, file.size_bytes) if asked else None
    except UnsatisfiableError:
        answer = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        answer["Content-Range"] = f"bytes */{file.size_bytes}"
        return answer
    sent = part or whole
    headers["Content-Length"] = str(sent.length)
    if part:
        headers["Content-Range"] = f"bytes {part.start}-{part.end}/{file.size_bytes}"
    status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=file.media_type, headers=headers)
    content = read_part(default_storage, name_of(file.digest), sent)
    return StreamingHttpResponse(
        content, status=status, content_type=file.media_type, headers=headers
    )
