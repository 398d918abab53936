"""Bare views beside those of the calendars: the least that any could do, and other writers."""

import os
from datetime import datetime
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django_ical.views import ICalFeed
from icalendar import Calendar, Event, vGeo

from prevention.calendars.contents import Contents, Row, read_contents
from prevention.calendars.models import Feed
from prevention.calendars.render import PRODUCT, description, location, status, summary
from prevention.calendars.views import CALENDAR_TYPE


@cache
def ready() -> bytes:
    return Path(os.environ["BENCH_READY"]).read_bytes()


def find(digest: str) -> None:
    """One indexed query, as any poll has to make."""
    assert Feed.objects.filter(digest=digest).values_list("pk", "revision").first()  # noqa: S101


def ready_bytes(_request: HttpRequest, digest: str) -> HttpResponse:
    find(digest)
    return answer(ready())


def answer(octets: bytes) -> HttpResponse:
    length = {"Content-Length": str(len(octets))}
    return HttpResponse(octets, content_type=CALENDAR_TYPE, headers=length)


def not_modified(_request: HttpRequest, digest: str) -> HttpResponse:
    find(digest)
    return HttpResponse(status=304)


def contents_of(digest: str) -> Contents:
    return read_contents(Feed.objects.get(digest=digest), now=timezone.now())


instant = datetime.fromisoformat


def by_icalendar(_request: HttpRequest, digest: str) -> HttpResponse:
    """Write the same properties of the same rows with the ``icalendar`` package alone."""
    contents = contents_of(digest)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    for row in contents.rows:
        event = Event()
        event.add("UID", row.uid)
        event.add("DTSTAMP", instant(row.revised_at))
        event.add("LAST-MODIFIED", instant(row.revised_at))
        event.add("CREATED", instant(row.created_at))
        event.add("SEQUENCE", row.sequence)
        event.add("DTSTART", instant(row.starts_at))
        event.add("DTEND", instant(row.ends_at))
        event.add("SUMMARY", summary(row.about, contents.words))
        event.add("STATUS", status(row.about.state))
        event.add("CATEGORIES", [row.about.theme])
        event.add("LOCATION", location(row.about, contents.words))
        event.add("DESCRIPTION", description(row.about, contents.words))
        event.add("URL", page_of(row))
        if row.about.school.latitude is not None and row.about.school.longitude is not None:
            event.add("GEO", vGeo((row.about.school.latitude, row.about.school.longitude)))
        calendar.add_component(event)
    return answer(calendar.to_ical())


def page_of(row: Row) -> str:
    return f"https://prevention.exemple.test/sessions/{row.uid}"


class ByDjangoIcal(ICalFeed):
    """The same with ``django-ical``, as its documentation does it."""

    product_id = PRODUCT
    timezone = "UTC"

    def __call__(self, request: HttpRequest, **named: str) -> HttpResponse:
        return answer(super().__call__(request, **named).content)

    def get_object(self, _request: HttpRequest, digest: str) -> Contents:
        return contents_of(digest)

    def items(self, contents: Contents) -> list[tuple[Row, Contents]]:
        return [(row, contents) for row in contents.rows]

    def item_guid(self, item: tuple[Row, Contents]) -> str:
        return item[0].uid

    def item_title(self, item: tuple[Row, Contents]) -> str:
        return summary(item[0].about, item[1].words)

    def item_description(self, item: tuple[Row, Contents]) -> str:
        return description(item[0].about, item[1].words)

    def item_start_datetime(self, item: tuple[Row, Contents]) -> object:
        return instant(item[0].starts_at)

    def item_end_datetime(self, item: tuple[Row, Contents]) -> object:
        return instant(item[0].ends_at)

    def item_updateddate(self, item: tuple[Row, Contents]) -> object:
        return instant(item[0].revised_at)

    def item_location(self, item: tuple[Row, Contents]) -> str:
        return location(item[0].about, item[1].words)

    def item_link(self, item: tuple[Row, Contents]) -> str:
        return page_of(item[0])


urlpatterns = [
    path("ready/<str:digest>", ready_bytes),
    path("unchanged/<str:digest>", not_modified),
    path("icalendar/<str:digest>", by_icalendar),
    path("django-ical/<str:digest>", ByDjangoIcal()),
]
