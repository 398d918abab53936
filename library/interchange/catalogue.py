"""The public pages of the library: what is said of each material, for people and for crawlers.

Files are not here: whoever may have them signs in, or goes to where the material is.
"""

import uuid
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from library.addresses import page_path
from library.help import help_for
from library.interchange.jsonld import as_script
from library.interchange.record import Record, record_of
from library.models import Material

PAGE = 20
KEPT_SECONDS = 300


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def catalogue(request: HttpRequest) -> HttpResponse:
    """List what portals are told of, the newest first."""
    materials = Material.objects.catalogued().order_by("-published_at", "-pk")
    pages = Paginator(materials, PAGE)
    number = request.GET.get("page", "1")
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return render(request, "catalogue/list.html", {"page": pages.page(number)})


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def material(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what a material is and how to get it, or that it is no longer offered."""
    known = Material.objects.once_catalogued().select_related("current__file")
    found = known.prefetch_related("themes").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    record = record_of(found)
    if record.ended:
        return render(request, "catalogue/gone.html", status=HTTPStatus.GONE)
    themes = [theme.code for theme in record.themes]
    told = {
        "material": found,
        "record": record,
        "own_page": page_path(found.public_id),
        "summary": record.summary,
        "warnings": _listed(found.warnings),
        "script": as_script(record),
        "facts": list(_facts(found, record)),
        "services": help_for(levels=record.levels, themes=themes, today=localdate()),
    }
    return render(request, "catalogue/material.html", told)


def _facts(material: Material, record: Record) -> Iterator[tuple[str, str]]:
    """Say term by term what is known of a material, in the reader's language."""
    kind = material.get_kind_display()
    if minutes := material.duration_minutes:
        lasts = ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes)
        kind = f"{kind}, {lasts % {'minutes': minutes}}"
    yield _("What it is"), kind
    yield _("For"), material.get_audience_display()
    yield _("Levels"), _listed(material.levels)
    if record.themes:
        yield _("Themes"), ", ".join(theme.name for theme in record.themes)
    if material.accessibility:
        yield _("Accessibility"), _listed(material.accessibility)
    yield _("Licence"), material.get_licence_display()
    if material.author:
        yield _("Author"), material.author
    if material.publisher:
        yield _("Publisher"), material.publisher
    if record.content:
        day = date_format(record.content.added_on, "DATE_FORMAT")
        said = {"number": record.content.version, "day": day}
        yield _("Version"), _("%(number)s, of %(day)s") % said
    if material.reviewed_on:
        yield _("Reviewed on"), date_format(material.reviewed_on, "DATE_FORMAT")


def _listed(words: Iterable[TextChoices]) -> str:
    return ", ".join(str(word.label) for word in words)
