"""Each kind of feed: who opens it, what it shows, and when it stops."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from prevention.calendars import contents, feeds, render
from prevention.calendars.models import SUBJECTS, Feed, FeedKind
from prevention.models import ClassGroup, Session, SessionGroup
from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.prevention.calendars.conftest import NOW, event_of, uids

pytestmark = pytest.mark.django_db

DENAIN = {"insee_code": "59172", "name": "Denain"}


@pytest.fixture
def elsewhere():
    """A school of another commune, in no group of communes."""
    return SchoolFactory(commune=CommuneFactory(**DENAIN), name="Lycée Kastler")


@pytest.fixture
def group(school):
    return ClassGroupFactory(school=school, label="4e 1")


@pytest.fixture
def open_feed(school, group, offer):
    """Open a feed of a kind for somebody, by the act of that kind."""
    named = {"school": school, "class_group": group, "offer": offer}

    def open_(kind, holder, **others):
        subject = SUBJECTS.get(FeedKind(kind))
        about = {subject: {**named, **others}[subject]} if subject in named else {}
        act = getattr(feeds, f"create_{kind}_feed")
        with translation.override("en"):
            return act(holder=holder, name="", now=timezone.now(), **about)

    return open_


@pytest.fixture
def offer():
    return OfferFactory(title="Respect et relations", room_needs="Chairs; no tables")


def coordinator(**reach):
    return RoleFactory(kind=RoleKind.COORDINATOR, user__language="en", **reach).user


def member(organisation):
    return RoleFactory(
        kind=RoleKind.FACILITATOR, organisation=organisation, user__language="en"
    ).user


def test_a_kind_is_about_what_it_names_and_about_nothing_else(school, group, offer, holder):
    about = {
        "school": school,
        "class_group": group,
        "offer": offer,
        "facilitator": FacilitatorFactory(),
    }
    for kind in FeedKind:
        fitting = SUBJECTS.get(kind)
        for number, named in enumerate([[], *([name] for name in about), list(about)]):
            feed = Feed(
                kind=kind,
                holder=holder,
                name="x",
                digest=f"{kind}{number}",
                **{name: about[name] for name in named},
            )
            if named == ([fitting] if fitting else []):
                feed.save()
            else:
                with pytest.raises(IntegrityError), transaction.atomic():
                    feed.save()


def test_each_feed_is_called_after_what_it_is_about(open_feed, holder, school, offer):
    coordinates = coordinator(commune=school.commune)

    names = {
        kind: open_feed(kind, person).name
        for kind, person in {
            "school": holder,
            "class_group": holder,
            "teacher": holder,
            "offer": coordinates,
            "territory": coordinates,
        }.items()
    }

    assert names == {
        "school": "Collège Eugène Thomas",
        "class_group": "4e 1, Collège Eugène Thomas",
        "teacher": "My sessions",
        "offer": "Respect et relations",
        "territory": "Valenciennes",
    }
    assert open_feed("territory", UserFactory(administrator=True)).name == "everywhere"


def test_a_feed_is_renamed_until_it_is_revoked(feed, now):
    assert feeds.rename_feed(feed=feed, name="Vie scolaire").name == "Vie scolaire"

    feeds.revoke_feed(feed=feed, now=now)
    with pytest.raises(feeds.FeedRevokedError):
        feeds.rename_feed(feed=feed, name="Autre")
    assert Feed.objects.get().name == "Vie scolaire"


def test_nobody_opens_what_others_may_see(open_feed, school, offer, elsewhere):
    stranger = RoleFactory(school=elsewhere).user
    secretary = RoleFactory(school=school, kind=RoleKind.STAFF).user
    partner = member(FacilitatorFactory().organisation)

    with pytest.raises(PermissionDenied):
        open_feed("class_group", stranger)
    with pytest.raises(PermissionDenied):
        open_feed("class_group", member(offer.organisation))
    for person in (secretary, partner):
        with pytest.raises(feeds.NotATeacherError):
            open_feed("teacher", person)
        with pytest.raises(feeds.NotACoordinatorError):
            open_feed("territory", person)
        with pytest.raises(feeds.OfferOfOthersError):
            open_feed("offer", person)
    assert not Feed.objects.exists()


def test_a_class_shows_its_sessions_and_keeps_them_when_it_is_renamed(
    open_feed, holder, group, add_session, read
):
    own, other = add_session(), add_session()
    SessionGroup.objects.filter(session=other).update(group=ClassGroupFactory(school=group.school))
    feed = open_feed("class_group", holder)
    assert uids(read(feed)) == [str(own.public_id)]

    ClassGroup.objects.filter(pk=group.pk).update(label="4e Rosa Parks")

    assert (
        event_of(read(feed))["SUMMARY"] == "To be confirmed: 4e Rosa Parks · Respect et relations"
    )
    assert feed.name == "4e 1, Collège Eugène Thomas"


def test_a_class_overseas_is_read_in_its_own_time(open_feed, holder, school):
    school.time_zone = "Indian/Reunion"
    school.save()

    assert open_feed("class_group", holder).time_zone == "Indian/Reunion"


def test_a_teacher_reads_what_she_asked_for_where_she_still_teaches(
    open_feed, holder, school, add_session, elsewhere, read
):
    add_session()
    asked = add_session()
    left_behind = add_session(school=elsewhere)
    for session in (asked, left_behind):
        session.request.asked_by = holder
        session.request.save()

    assert uids(read(open_feed("teacher", holder))) == [str(asked.public_id)]


def test_an_offer_shows_all_to_who_gives_it_and_to_coordinators_their_part(
    open_feed, offer, school, elsewhere, add_session, read
):
    add_session()
    near, far = add_session(offer=offer), add_session(offer=offer, school=elsewhere)
    both = {str(near.public_id), str(far.public_id)}

    def shown(person):
        return set(uids(read(open_feed("offer", person))))

    assert shown(member(offer.organisation)) == both
    assert shown(coordinator(everywhere=True)) == both
    assert shown(UserFactory(administrator=True)) == both
    assert shown(coordinator(commune=school.commune)) == {str(near.public_id)}
    assert shown(coordinator(commune=elsewhere.commune)) == {str(far.public_id)}


def test_a_territory_is_what_the_coordinator_reaches_at_each_poll(
    open_feed, school, elsewhere, add_session, read
):
    near, far = add_session(), add_session(school=elsewhere)
    both = {str(near.public_id), str(far.public_id)}

    def shown(person):
        return set(uids(read(open_feed("territory", person))))

    assert shown(coordinator(commune=school.commune)) == {str(near.public_id)}
    assert shown(coordinator(commune=elsewhere.commune)) == {str(far.public_id)}
    assert shown(coordinator(everywhere=True)) == both
    assert shown(UserFactory(administrator=True)) == both
    person = coordinator(epci=school.commune.epci)
    feed = open_feed("territory", person)
    assert uids(read(feed)) == [str(near.public_id)]

    RoleFactory(user=person, kind=RoleKind.COORDINATOR, commune=elsewhere.commune)

    assert set(uids(read(feed))) == both


def people(school, elsewhere, organisation):
    epci = school.commune.epci
    return [
        RoleFactory(school=school).user,
        RoleFactory(school=school, kind=RoleKind.HEAD).user,
        RoleFactory(school=school, status="ENDED").user,
        RoleFactory(school=elsewhere).user,
        coordinator(commune=school.commune),
        coordinator(commune=elsewhere.commune),
        coordinator(epci=epci),
        coordinator(everywhere=True),
        RoleFactory(kind=RoleKind.FACILITATOR, organisation=organisation, status="ENDED").user,
        member(organisation),
        member(FacilitatorFactory().organisation),
        UserFactory(administrator=True),
        UserFactory(),
    ]


# A facilitator reads the own sessions, whatever the organisation they are given for.
@pytest.mark.parametrize("kind", sorted(set(FeedKind) - {FeedKind.FACILITATOR}))
def test_no_feed_shows_more_than_its_holder_sees(kind, school, elsewhere, group, offer):
    sessions = [
        SessionFactory(request=RequestFactory(school=one, offer=what))
        for one in (school, elsewhere)
        for what in (offer, OfferFactory())
    ]
    for session in sessions:
        session.groups.add(group if session.school == school else ClassGroupFactory())
    about = {"school": school, "class_group": group, "offer": offer}
    subject = SUBJECTS.get(kind)
    reading = 0
    for place, person in enumerate(people(school, elsewhere, offer.organisation)):
        for session in sessions:
            session.request.asked_by = person
            session.request.save()
        Feed.objects.create(
            kind=kind,
            holder=person,
            name="x",
            digest=str(place),
            **({subject: about[subject]} if subject else {}),
        )
        feed = Feed.objects.with_right().get(digest=str(place))
        if feed.has_right:
            reading += 1
            shown = set(Session.objects.filter(feed.sessions()))
            assert shown <= set(Session.objects.visible_to(person)), person.roles.all()

    assert reading >= 2


@pytest.mark.parametrize("kind", FeedKind)
def test_feeds_16_each_kind_is_gone_when_its_holder_has_no_role_any_more(
    kind, client, open_feed, feed_of_facilitator, school, address
):
    feed = open_as_fits(kind, open_feed, feed_of_facilitator, school)
    assert client.get(address(feed)).status_code == 200

    feed.holder.roles.update(status="ENDED")

    assert client.get(address(feed)).status_code == 410


@pytest.mark.parametrize("kind", FeedKind)
def test_feeds_17_a_poll_of_each_kind_costs_one_query_and_renders_nothing(
    kind, client, open_feed, feed_of_facilitator, school, address, add_session,
    django_assert_num_queries,
):  # fmt: skip
    add_session(starts_at=timezone.now() + timedelta(days=7))
    feed = open_as_fits(kind, open_feed, feed_of_facilitator, school)
    tag = client.get(address(feed))["ETag"]

    with django_assert_num_queries(1):
        answer = client.get(address(feed), headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


def open_as_fits(kind, open_feed, feed_of_facilitator, school):
    if kind == FeedKind.FACILITATOR:
        return feed_of_facilitator[0]
    if kind in {FeedKind.OFFER, FeedKind.TERRITORY}:
        return open_feed(kind, coordinator(epci=school.commune.epci))
    return open_feed(kind, RoleFactory(school=school, user__language="en").user)


@pytest.mark.parametrize("kind", FeedKind)
def test_feeds_08_facilitators_are_named_to_their_like_and_to_coordinators_alone(
    kind, open_feed, feed_of_facilitator, school, group, offer, add_session, render
):
    feed = open_as_fits(kind, open_feed, feed_of_facilitator, school)
    session = add_session(offer=offer)
    session.session_groups.update(group=group)
    session.request.asked_by = feed.holder
    session.request.save()
    person = feed_of_facilitator[1]
    session.facilitators.set([person])

    octets = render(feed).replace(b"\r\n ", b"")

    assert str(session.public_id).encode() in octets
    named = {FeedKind.FACILITATOR, FeedKind.OFFER, FeedKind.TERRITORY}
    assert (person.name.encode() in octets) == (kind in named)
    for secret in (feed.holder.email, feed.holder.name, "ATTENDEE", "ORGANIZER", "mailto:"):
        assert secret.encode() not in octets


def test_feeds_06_a_big_territory_reads_no_more_rows_than_a_calendar_has_room_for(
    open_feed, school, add_session
):
    first = add_session(starts_at=datetime(2026, 10, 6, 10, tzinfo=PARIS))
    latest = [add_session(starts_at=first.starts_at + timedelta(days=day)) for day in (1, 2, 3)]
    feed = open_feed("territory", coordinator(commune=school.commune))

    rows = contents.rows_of(Session.objects.filter(feed.sessions()), most=3)

    assert [row.uid for row in rows] == [str(session.public_id) for session in latest]


def test_feeds_06_the_rows_read_are_always_more_than_fit(settings):
    """The shortest event that can be written, as often as rows are read, is too long."""
    settings.SITE_URL = "https://a.fr"
    school = SchoolFactory(name="E", latitude=None, longitude=None, commune__name="E")
    session = Session.objects.create(
        kind="INTERNAL",
        school=school,
        theme=ThemeFactory(name="T"),
        state="done",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )
    feed = Feed(kind="school", school=session.school, name="x")
    for language in ("en", "fr"):
        with translation.override(language):
            shown = contents.read_contents(feed, now=NOW)
            (row,) = shown.rows
            octets = len(render.event(row, shown.site, shown.words))
        assert octets * contents.MOST_SESSIONS > render.SESSIONS_MAX_OCTETS
