"""The pages: one document for every page address; ``frontend/`` says what it shows there."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
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
    "book",
    "classes",
    "classes/<int:id>",
    "sessions",
    "sessions/<uuid:id>",
    "sessions/<uuid:id>/time",
    "sessions/<uuid:id>/report",
    "availability",
    "agenda",
    "authorise",
    "school",
    "calendars",
    "planning",
    "calendars/readers",
    "schools",
    "schools/<str:uai>",
    "coordination",
    "coordination/sessions",
    "coordination/waiting",
    "coordination/clashes",
    "coordination/people",
    "coordination/agreements",
    "coordination/feedback",
    "coverage",
    "coverage/published",
    "coverage/<slug:view>",
    "propose",
    "library/desk",
    "library/new",
    "library/help/edit",
    "library/collections/new",
    "library/collections/<uuid:id>/edit",
    "library/<uuid:id>/edit",
    "library",
    "library/collections",
    "library/collections/<uuid:id>",
    "library/help",
    "library/sessions",
    "library/<uuid:id>",
    "messages",
    "messages/<uuid:id>",
    "account",
    "account/security",
    "help",
    "offline",
    "guide",
    "guide/<slug:role>",
]

ICONS = [("192", 192, "any"), ("512", 512, "any"), ("maskable-512", 512, "maskable")]


@require_safe
@ensure_csrf_cookie  # the pages repeat it in a header with whatever they send
@cache_control(no_cache=True)  # a new build is seen at once: it names other assets
def page(request: HttpRequest, **_named: object) -> HttpResponse:
    """Give the document that starts the pages, as the build left it."""
    try:
        document = (settings.FRONTEND_DIST / "index.html").read_bytes()
    except FileNotFoundError:
        sentence = _("The pages are not built yet: run “make run”, then reload.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(document)


@require_safe
@cache_control(no_cache=True)  # a new build is seen at once, and never kept out by an old one
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the script that shows the pages without a network, from the root it governs."""
    try:
        script = (settings.FRONTEND_DIST / "sw.js").read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the pages are installed as an application."""
    icons = [
        {"src": static(f"icons/icon-{name}.png"), "sizes": f"{size}x{size}", "purpose": purpose}
        for name, size, purpose in ICONS
    ]
    said = {
        "id": "/",
        "name": "Prévention scolaire",
        "short_name": "Prévention",
        "lang": "fr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f5f0",
        "theme_color": "#0f5257",
        "icons": [{**icon, "type": "image/png"} for icon in icons],
        "shortcuts": [
            {"name": _("My sessions"), "url": "/sessions"},
            {"name": _("Help"), "url": "/help"},
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json")


urlpatterns = [path(address, page, name="page") for address in ADDRESSES] + [
    path("sw.js", service_worker, name="service-worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
