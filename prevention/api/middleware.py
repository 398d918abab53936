"""What holds for every answer of the API, before and after any view."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from library.files.sending import MARGIN_BYTES, largest_upload
from prevention.api.problems import page_not_found, plain_problem, problem

PREFIX = "/api/"
TAKES_A_FILE = re.compile(r"/api/v1/(materials/[^/]+/versions|collections/import)/")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Refuse bodies that are too large unread, and keep answers out of every cache.

    The server reads no further than ``Content-Length`` says, so that what it says suffices.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if "\0" in request.path:  # no key holds it, and PostgreSQL would not even look
            response: HttpResponseBase = page_not_found(request, Http404())
        elif _length(request) > (limit := _limit(request.path)):
            response = _too_large(limit)
        else:
            response = self.get_response(request)
        # School computers are shared, and an answer depends on who asks.
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _limit(path: str) -> int:
    if TAKES_A_FILE.fullmatch(path):
        return largest_upload() + MARGIN_BYTES
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _too_large(limit: int) -> HttpResponseBase:
    sentence = _("This is too large: send at most %(limit)s bytes.") % {"limit": limit}
    return plain_problem(problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", sentence))
