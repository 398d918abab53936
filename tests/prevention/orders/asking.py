"""Papers as tests ask for them, and what the storage holds of them."""

from django.core.files.storage import default_storage

from prevention.orders.acts import FOLDER, order_paper
from prevention.orders.models import PaperKind
from prevention.papers.year import Year

REPORT, WORKBOOK = PaperKind.YEARLY_REPORT, PaperKind.YEARLY_WORKBOOK


def stored():
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def ask(user, now, kind=WORKBOOK, year=2026, *, by_calendar=False, **chosen):
    return order_paper(kind=kind, about=Year(year, by_calendar, user, chosen), now=now)


def fetched(order):
    order.refresh_from_db()
    with default_storage.open(order.stored_as) as file:
        return file.read()
