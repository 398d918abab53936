import pytest
from django.urls import reverse
from django.utils import timezone

from prevention.calendars.addresses import secret_of
from prevention.calendars.feeds import create_class_group_feed
from prevention.models import Feed
from tests.factories import ClassGroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_the_administration_shows_feeds_without_their_address(administrator, feed):
    listed = administrator.get(reverse("admin:prevention_feed_changelist"), {"q": feed.school.uai})
    shown = administrator.get(reverse("admin:prevention_feed_change", args=[feed.pk]))

    for page in (listed, shown):
        assert feed.name in page.text
        for secret in (secret_of(feed.salt), feed.salt, feed.digest):
            assert secret not in page.text


def test_the_administration_revokes_a_leaked_address(administrator, client, feed, address):
    administrator.post(
        reverse("admin:prevention_feed_changelist"),
        {"action": "revoke", "_selected_action": [feed.pk]},
    )

    assert Feed.objects.get().revoked_at is not None
    assert client.get(address(feed)).status_code == 410


def test_nobody_makes_or_deletes_a_feed_for_somebody_else(administrator, feed):
    assert administrator.get(reverse("admin:prevention_feed_add")).status_code == 403
    assert (
        administrator.get(reverse("admin:prevention_feed_delete", args=[feed.pk])).status_code
        == 403
    )


def test_the_administration_says_what_each_calendar_is_about(administrator, holder, school):
    group = ClassGroupFactory(school=school, label="4e Rosa Parks")
    create_class_group_feed(holder=holder, class_group=group, name="x", now=timezone.now())

    page = administrator.get(reverse("admin:prevention_feed_changelist"), {"q": "Rosa"})

    assert "4e Rosa Parks, Collège Eugène Thomas" in page.text
