"""What people look at: each act of ours, beside the same rows read in bare SQL."""

from datetime import date, timedelta

from django.test import Client

from bench.timing import Act, Beside, bare, queries_of
from bench.world import NOW, YEAR
from prevention.coverage.owed import coverage_of
from prevention.demonstration.cast import COORDINATOR
from prevention.demonstration.stage import class_groups_of_the_teacher
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Session
from prevention.schools.models import ClassGroup

SIX_WEEKS = YEAR[0], YEAR[0] + timedelta(weeks=6)
PAGE = 100


def reads(offer: Offer) -> list[Beside]:
    """The acts, on the rows that there are now."""
    return [
        openings("Openings, 40 facilitators, 6 weeks / their SQL", offer, SIX_WEEKS),
        openings("Openings, 40 facilitators, a year / their SQL", offer, YEAR),
        sessions(),
        coverage_of_the_arrondissement(),
    ]


def got(client: Client, address: str) -> Act:
    """Get an address, which has to answer."""

    def get() -> object:
        response = client.get(address)
        if response.status_code != 200:  # noqa: PLR2004
            raise SystemExit(f"{address} answers {response.status_code}: nothing to measure.")
        return response

    return get


def openings(name: str, offer: Offer, days: tuple[date, date]) -> Beside:
    group = class_groups_of_the_teacher(now=NOW).select_related("school").latest("pk")

    def find() -> object:
        return openings_for(Meeting(offer, [group]), first=days[0], last=days[1], now=NOW)

    return Beside(name, bare(queries_of(find)), find)


def sessions() -> Beside:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=COORDINATOR.email))
    columns = ["public_id", "state", "starts_at", "ends_at", "offer__title", "school__name"]

    def values() -> object:
        return list(Session.objects.values(*columns)[:PAGE])

    listing = got(client, f"/api/v1/sessions/?page_size={PAGE}")
    return Beside("A page of 100 sessions / a bare values() list", values, listing)


def coverage_of_the_arrondissement() -> Beside:
    groups = ClassGroup.objects.filter(school_year=2026)
    floor = bare(["SELECT * FROM prevention_classgroup WHERE school_year_id = 2026"])
    name = f"Coverage of {groups.count():,} classes / the classes in SQL"
    return Beside(name, floor, lambda: coverage_of(groups.all(), school_year=2026))
