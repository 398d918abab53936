"""The whole journey on real data, from a year-group's request to a class that is owed less."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, HEAD, TEACHER
from prevention.demonstration.stage import class_groups_of_the_teacher
from prevention.models import Offer, Session
from tests.browser import journey
from tests.browser.booking import OFFER, owed

pytestmark = [pytest.mark.browser, pytest.mark.journey]


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_from_a_year_group_asked_for_to_a_class_owed_less(sign_in, open_page, size):
    Offer.objects.filter(title=OFFER).update(instant=False)  # the partner answers too
    fifth = class_groups_of_the_teacher(now=timezone.now()).filter(label__startswith="5E")
    classes = list(fifth.order_by("label").values_list("label", flat=True))
    teacher = sign_in(TEACHER, size)
    facilitator = sign_in(FACILITATOR, size)

    journey.book_a_year_group(teacher, "5e", classes)
    asked = Session.objects.filter(groups__in=fifth)
    assert sorted(asked.values_list("groups__label", flat=True)) == classes
    session = asked.get(groups__label="5E1")
    assert journey.seen_by_a_reader(session).status == "TENTATIVE"

    journey.authorise_from_the_mail(open_page(size), journey.links_in_the_mail_of_the_head())
    assert not asked.filter(authorised_at=None).exists()

    journey.accept(facilitator, session)
    session.refresh_from_db()
    assert session.state == "confirmed"
    first = journey.seen_by_a_reader(session)
    assert (first.starts_at, first.status) == (session.starts_at, "CONFIRMED")
    group = session.groups.get()
    teacher.goto(f"/classes/{group.pk}")
    expect(owed(teacher, "affective")).to_contain_text("1 prévue, 2 à prévoir")

    journey.move_to_the_last_time(teacher, session)
    moved = Session.objects.get(pk=session.pk)
    assert moved.starts_at != session.starts_at
    second = journey.seen_by_a_reader(session)
    assert (second.starts_at, second.status) == (moved.starts_at, "TENTATIVE")
    assert second.sequence > first.sequence
    journey.authorise_in_one_go(sign_in(HEAD, size))
    journey.accept(facilitator, session)
    assert journey.seen_by_a_reader(session).status == "CONFIRMED"

    journey.let_it_be_over(session)
    journey.report(facilitator, session)
    assert Session.objects.get(pk=session.pk).state == "done"
    teacher.goto(f"/classes/{group.pk}")
    expect(owed(teacher, "affective")).to_contain_text("1 faite, 2 à prévoir")
