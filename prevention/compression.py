"""Answers leave compressed, for who asks."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# What is packed in itself gains nothing, and arrives with its length: progress can be shown.
PACKED = frozenset(
    {
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


class CompressionMiddleware(GZipMiddleware):
    """Compress all answers but packed files, and those whose ``ETag`` a change will name.

    The tag of a compressed answer is a weak one, and ``If-Match`` compares strong ones alone
    (RFC 9110, 13.1.1). Calendars compress their own, with a tag for each coding.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.has_header("ETag") or response.get("Content-Type") in PACKED:
            return response
        return super().process_response(request, response)
