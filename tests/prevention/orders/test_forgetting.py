"""Papers are kept for a day, for whoever asked; what cannot be is refused by the database."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from prevention.models import PaperOrder
from prevention.orders.acts import FOLDER, forget_old_papers, forget_order
from prevention.orders.making import make_papers
from prevention.orders.models import KEPT_FOR
from tests.factories import UserFactory
from tests.prevention.orders.asking import REPORT, ask, stored

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_papers_are_forgotten_after_a_day_with_their_files(user):
    now = timezone.now()
    old, young = (ask(user, now, REPORT, year) for year in (2026, 2025))
    make_papers()
    never_made = ask(user, now, REPORT)
    for one in (old, never_made):
        PaperOrder.objects.filter(pk=one.pk).update(asked_at=now - KEPT_FOR)

    assert forget_old_papers(now=now) == 2

    assert list(PaperOrder.objects.all()) == [young]
    young.refresh_from_db()
    assert [f"{FOLDER}/{name}" for name in stored()] == [young.stored_as]


def test_a_file_that_lost_its_row_goes_when_its_day_is_over(user):
    now = timezone.now()
    order = ask(user, now, REPORT)
    make_papers()
    order.user.delete()
    default_storage.save(f"{FOLDER}/other", ContentFile(b"of nobody"))

    forget_old_papers(now=now)
    assert len(stored()) == 2
    forget_old_papers(now=now + KEPT_FOR + MINUTE)
    assert not stored()


def test_deleting_a_paper_takes_its_file_along(user, now):
    order = ask(user, now, REPORT)
    make_papers()
    order.refresh_from_db()

    forget_order(order)
    forget_order(order)

    assert not PaperOrder.objects.exists()
    assert not stored()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"kind": "novel"}, "of_known_kind"),
        ({"rows_done": 2, "rows_total": 1}, "writes_no_more_than_all"),
        ({"tries": 1}, "begun_is_tried"),
        ({"finished_at": "2026-09-14T08:00Z"}, "ends_as_file_or_sentence"),
        ({"refusal": "No."}, "ends_as_file_or_sentence"),
        ({"stored_as": "papers/x"}, "ends_as_file_or_sentence"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(user, now, wrong, constraint):
    ask(user, now)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PaperOrder.objects.update(**wrong)


def test_only_one_s_own_are_seen(user, now):
    order = ask(user, now)

    assert list(PaperOrder.objects.visible_to(user)) == [order]
    assert not PaperOrder.objects.visible_to(UserFactory(administrator=True)).exists()
