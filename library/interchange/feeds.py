"""What is new in the library, as RSS 2.0 and as Atom: for feed readers, portals, school sites."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.interchange.addresses import absolute
from library.interchange.markup import known_to_xml
from library.interchange.record import SPOKEN, Record, records_of, spoken
from library.models import Material
from library.models.materials import MaterialQuerySet
from prevention.vocabulary import Level

SHOWN = 50


class NewMaterials(Feed[Record, MaterialQuerySet]):
    """The newest materials first; ``level`` and ``theme`` keep those of one level or theme."""

    address = "catalogue-rss"
    language = SPOKEN

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> MaterialQuerySet:
        materials = Material.objects.catalogued()
        if level := request.GET.get("level"):
            if level not in Level.values:
                raise Http404
            materials = materials.for_levels((Level(level),))
        if theme := request.GET.get("theme"):
            materials = materials.about(theme)
        return materials

    def title(self) -> str:
        return _("New materials")

    def description(self) -> str:
        return _("What was published last in the library of materials for prevention in schools.")

    def link(self) -> str:
        return absolute(reverse("catalogue"))

    def feed_url(self) -> str:
        return absolute(reverse(self.address))

    def items(self, materials: MaterialQuerySet) -> Iterable[Record]:
        return records_of(materials.order_by("-published_at", "-pk")[:SHOWN])

    def item_title(self, item: Record) -> str:
        return known_to_xml(item.title)

    def item_description(self, item: Record) -> str:
        return known_to_xml(item.summary)

    def item_link(self, item: Record) -> str:
        return item.address

    item_guid = item_link
    item_guid_is_permalink = True

    def item_pubdate(self, item: Record) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Record) -> datetime:
        return item.changed_at

    def item_author_name(self, item: Record) -> str:
        return known_to_xml(item.author or item.publisher)

    def item_categories(self, item: Record) -> list[str]:
        return [theme.name for theme in item.themes] + [spoken(level) for level in item.levels]


class NewMaterialsAtom(NewMaterials):
    address = "catalogue-atom"
    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(NewMaterials(), request)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(NewMaterialsAtom(), request)


def _feed(feed: Feed[Record, MaterialQuerySet], request: HttpRequest) -> HttpResponse:
    """Write a feed, which speaks one language: readers share what they have fetched."""
    with translation.override(SPOKEN):
        answer = feed(request)
    answer["Cache-Control"] = "public, max-age=600"
    return answer
