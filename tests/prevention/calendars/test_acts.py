from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import translation

from prevention.calendars import feeds
from prevention.calendars.addresses import digest_of, links_of, secret_of
from prevention.calendars.models import Feed, RetiredAddress
from prevention.models import School
from prevention.vocabulary import RoleKind
from tests.factories import (
    CommuneFactory,
    FacilitatorFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_feed_is_called_like_its_school_unless_named(holder, school, now):
    plain = feeds.create_school_feed(holder=holder, school=school, name="", now=now)
    named = feeds.create_school_feed(holder=holder, school=school, name="Vie scolaire", now=now)

    assert (plain.name, named.name) == (school.name, "Vie scolaire")
    assert plain.digest == digest_of(secret_of(plain.salt)) != named.digest


def test_nobody_opens_the_calendar_of_a_school_out_of_reach(holder, now):
    with pytest.raises(PermissionDenied):
        feeds.create_school_feed(holder=holder, school=SchoolFactory(), name="", now=now)

    assert not Feed.objects.exists()


def test_only_a_facilitator_in_force_opens_the_calendar_of_own_sessions(holder, now):
    retired = FacilitatorFactory(user=UserFactory())

    for person in (holder, retired.user):
        with pytest.raises(feeds.NoFacilitatorError):
            feeds.create_facilitator_feed(holder=person, name="", now=now)


def test_one_reader_has_a_bounded_number_of_feeds(holder, school, now):
    for _place in range(feeds.MAX_LIVE_FEEDS):
        feeds.create_school_feed(holder=holder, school=school, name="", now=now)

    with pytest.raises(feeds.TooManyFeedsError) as refusal:
        feeds.create_school_feed(holder=holder, school=school, name="", now=now)
    assert refusal.value.facts == {"feeds": 50}

    feeds.revoke_feed(feed=Feed.objects.earliest("pk"), now=now)
    feeds.create_school_feed(holder=holder, school=school, name="", now=now)


def test_a_reset_gives_another_address_and_remembers_the_old(feed, now):
    old = feed.digest

    feeds.reset_feed(feed=feed, now=now)

    feed.refresh_from_db()
    assert feed.digest == digest_of(secret_of(feed.salt)) != old
    retired = RetiredAddress.objects.get()
    assert (retired.digest, str(retired)) == (old, f"{now:%Y-%m-%d}")


def test_a_revoked_feed_stays_closed(feed, now):
    feeds.revoke_feed(feed=feed, now=now)
    feeds.revoke_feed(feed=feed, now=now + timedelta(days=1))

    assert Feed.objects.get().revoked_at == now
    with pytest.raises(feeds.FeedRevokedError):
        feeds.reset_feed(feed=feed, now=now)


def test_a_changed_key_renews_every_address_once(client, feed, address, settings, capsys):
    old = address(feed)
    settings.FEED_KEY = "another key"

    with translation.override("en"):
        call_command("renew_calendar_addresses")
        call_command("renew_calendar_addresses")

    assert capsys.readouterr().out == "1 calendar address renewed.\n0 calendar addresses renewed.\n"
    assert (client.get(old).status_code, client.get(address(feed)).status_code) == (410, 200)


def test_two_changes_in_one_second_have_two_dates(feed, now):
    first = feeds.note_revision(feed, revision="a", judged_by="", now=now)
    feed.refresh_from_db()
    second = feeds.note_revision(feed, revision="b", judged_by="", now=now)

    assert (first, second) == (now, now + timedelta(seconds=1))


def test_the_links_lead_each_client_to_the_same_secret(feed, settings):
    settings.SITE_URL = "https://prevention.exemple.test"
    links = links_of(feed)
    path = f"//prevention.exemple.test/calendars/{secret_of(feed.salt)}.ics"

    assert (links.url, links.webcal_url) == (f"https:{path}", f"webcal:{path}")
    assert parse_qs(urlsplit(links.google_url).query) == {"cid": [links.webcal_url]}
    assert parse_qs(urlsplit(links.outlook_url).query) == {
        "url": [links.url],
        "name": ["Collège Eugène Thomas"],
    }


def someone_with(**role):
    return RoleFactory(**role).user


def test_a_feed_is_read_by_exactly_those_whom_reach_lets_see_its_school(school, now):
    epci = school.commune.epci
    elsewhere = CommuneFactory(insee_code="59172", name="Denain")
    people = [
        someone_with(school=school),
        someone_with(school=school, kind=RoleKind.HEAD),
        someone_with(school=school, kind=RoleKind.STAFF),
        someone_with(school=school, status="PENDING"),
        someone_with(school=school, status="ENDED"),
        someone_with(),
        someone_with(kind=RoleKind.COORDINATOR, school=None, commune=school.commune),
        someone_with(kind=RoleKind.COORDINATOR, school=None, commune=elsewhere),
        someone_with(kind=RoleKind.COORDINATOR, school=None, epci=epci),
        someone_with(kind=RoleKind.COORDINATOR, school=None, everywhere=True),
        UserFactory(administrator=True),
        UserFactory(),
    ]
    for place, person in enumerate(people):
        Feed.objects.create(
            kind="school", school=school, holder=person, digest=str(place), name="x"
        )

    rights = dict(Feed.objects.with_right().values_list("holder", "has_right"))

    visible = {
        person.pk: School.objects.visible_to(person).filter(pk=school.pk).exists()
        for person in people
    }
    assert rights == visible
    assert sorted(visible.values()) == [False] * 5 + [True] * 7


def test_someone_shut_out_reads_nothing_any_more(feed, holder):
    holder.is_active = False
    holder.save()

    assert not Feed.objects.with_right().get().has_right


def test_a_facilitator_who_left_reads_nothing_any_more(feed_of_facilitator):
    _feed, facilitator = feed_of_facilitator
    assert Feed.objects.with_right().get().has_right

    facilitator.user.roles.update(status="ENDED")

    assert not Feed.objects.with_right().get().has_right
