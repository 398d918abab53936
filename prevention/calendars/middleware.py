"""A way to the calendars that goes past all that pages need."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from prevention.calendars.views import calendar

ADDRESS = re.compile(r"/calendars/([^/]+)\.ics")


class CalendarMiddleware:
    """Answers calendar programs at once: neither session, nor cookie, nor log-in, nor page.

    They are most of the traffic, each every few minutes for years, and what the other
    middleware does for a page would cost more than their answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if address := ADDRESS.fullmatch(request.path_info):
            return calendar(request, address[1])
        return self.get_response(request)
