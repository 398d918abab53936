"""The pages: one document for every page address; ``frontend/`` says what it shows there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

# The addresses of frontend/src/routes.ts: any other is not found, by Django itself.
ADDRESSES = [
    "",
    "sign-in",
    "sign-up",
    "invitation/<str:token>",
    "classes/<int:id>",
    "classes/<int:id>/offers/<int:offer>",
    "sessions",
    "sessions/<uuid:id>",
    "sessions/<uuid:id>/time",
    "sessions/<uuid:id>/report",
    "agenda",
    "authorise",
    "school",
    "calendars",
    "planning",
    "calendars/readers",
    "schools",
    "schools/<str:uai>",
    "messages",
    "messages/<uuid:id>",
    "account",
    "help",
]


@require_safe
@ensure_csrf_cookie  # the pages repeat it in a header with whatever they send
@cache_control(no_cache=True)  # a new build is seen at once: it names other assets
def page(request: HttpRequest, **_named: object) -> HttpResponse:
    """Give the document that starts the pages, as the build left it."""
    try:
        document = (settings.FRONTEND_DIST / "index.html").read_bytes()
    except FileNotFoundError:
        sentence = _("The pages are not built yet: run “make build”, then reload.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(document)


urlpatterns = [path(address, page, name="page") for address in ADDRESSES]
