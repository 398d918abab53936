"""What a feed says of each session, one rule of the field after another."""

import pytest

from prevention.vocabulary import RoleKind
from tests.factories import FacilitatorFactory, OfferFactory, RoleFactory, SchoolFactory
from tests.prevention.calendars.conftest import NOW, OPENERS, event_of, uids, unfolded

pytestmark = pytest.mark.django_db


def test_feeds_07_an_event_says_what_where_and_how(feed, add_session, read, settings):
    settings.SITE_URL = "https://prevention.exemple.test"
    session = add_session()

    event = event_of(read(feed))

    page = f"https://prevention.exemple.test/sessions/{session.public_id}"
    assert event["SUMMARY"] == "To be confirmed: 5e 2 · Respect et relations"
    assert event["LOCATION"] == ("Collège Eugène Thomas, 1, rue de l’École, 59300 Valenciennes")
    assert (event["GEO"].latitude, event["GEO"].longitude) == (50.36, 3.52)
    assert event["URL"] == page
    assert [str(theme) for theme in event["CATEGORIES"].cats] == [session.offer.theme.name]
    assert event["DESCRIPTION"].splitlines() == [
        "Held.",
        "Theme: Vie affective, relationnelle et à la sexualité",
        "Classes: 5e 2 (5E, pupils: 25)",
        f"Given by: {session.offer.organisation.name}",
        "The room needs: Chairs; no tables",
        "To prepare:",
        "- Égalité filles-garçons : en parler en classe https://ressources.exemple.test/egalite",
        (
            "For pupils who need help, free of charge: 119 (children in danger, day and night),"
            " 3018 (bullying and online violence)."
        ),
        f"To move or cancel this session, open its page: {page}",
    ]


def test_feeds_07_what_is_unknown_is_left_out(feed, add_session, school, read):
    school.latitude = school.longitude = None
    school.address = school.postcode = ""
    school.save()
    session = add_session()
    session.groups.update(headcount=None)
    assert "Classes: 5e 2 (5E)\n" in event_of(read(feed))["DESCRIPTION"]
    session.session_groups.all().delete()
    session.offer.materials.clear()

    event = event_of(read(feed))

    assert "GEO" not in event
    assert event["LOCATION"] == "Collège Eugène Thomas, Valenciennes"
    assert event["SUMMARY"] == "To be confirmed: Respect et relations"
    assert "Classes" not in event["DESCRIPTION"]
    assert "To prepare" not in event["DESCRIPTION"]


PLACES = {
    "school": (
        {},
        "Collège Eugène Thomas, 1, rue de l’École, 59300 Valenciennes",
    ),
    "elsewhere": (
        {"location": "ADDRESS", "address": "Salle des fêtes\n2, place d’Armes\n59220 Denain"},
        "Salle des fêtes 2, place d’Armes 59220 Denain",
    ),
    "to be defined": ({"location": "TO_BE_DEFINED"}, "Place to be defined"),
}


@pytest.mark.parametrize(("fields", "place"), PLACES.values(), ids=PLACES)
def test_feeds_07_the_place_is_one_line_and_a_point_only_where_it_is_known(
    feed, add_session, read, fields, place
):
    add_session(**fields)

    event = event_of(read(feed))

    assert (event["LOCATION"], "GEO" in event) == (place, not fields)


def test_feeds_07_a_confirmed_session_starts_with_its_class(feed, add_session, read):
    add_session(state="confirmed", authorised_at=NOW)

    assert event_of(read(feed))["SUMMARY"].startswith("5e 2 ")


def test_feeds_07_no_html_is_written_and_none_is_made_of_what_people_typed(
    feed, add_session, render
):
    add_session(offer=OfferFactory(title="Dire « non » & oui", room_needs="taille <20 m²>"))

    text = unfolded(render(feed))

    assert "Dire « non » & oui" in text
    assert text.count("<") == text.count(">") == 1  # as typed, and no tag of ours
    assert "&amp;" not in text


def people_of(session):
    """All that is known of the persons around a session, as text."""
    asker, giver = session.request.asked_by, session.facilitators.get()
    giver.name = "Camille Exemple"
    giver.save()
    head = RoleFactory(school=session.school, kind=RoleKind.HEAD).user
    return (asker.name, asker.email, head.name, head.email), giver.name


def test_feeds_08_a_school_feed_names_nobody(feed, add_session, render):
    told, giver = people_of(add_session())

    text = unfolded(render(feed))

    holder = feed.holder
    assert [fact for fact in (*told, giver, holder.name, holder.email) if fact in text] == []


def test_feeds_08_a_facilitator_reads_who_gives_and_nobody_else(add_session, render):
    session = add_session()
    told, giver = people_of(session)
    feed = OPENERS["facilitator"](session)

    text = unfolded(render(feed))

    holder = feed.holder
    assert f"With: {giver}\\n" in text
    assert [fact for fact in (*told, holder.name, holder.email) if fact in text] == []


def test_feeds_08_no_one_to_write_to_and_no_secret_in_any_feed(
    open_feed, add_session, render, address
):
    session = add_session()
    session.school.phone, session.school.email = "03 27 00 00 00", "ce.0990000a@exemple.test"
    session.school.save()
    feed = open_feed(session)

    text = unfolded(render(feed))

    secret = address(feed).split("/")[-1].removesuffix(".ics")
    never = ["ATTENDEE", "ORGANIZER", "CONTACT", "mailto:", "tel:", "@", "03 27"]
    never += [secret, feed.salt, feed.digest]
    assert [word for word in never if word in text] == []


def test_feeds_08_what_a_report_counts_of_pupils_is_not_shown(open_feed, add_session, render):
    session = add_session(state="done")
    feed = open_feed(session)
    before = render(feed)

    session.session_groups.update(headcount=25, present=19, girls=11, boys=8)

    assert render(feed) == before


def test_feeds_09_no_alarm(open_feed, add_session, read, render):
    feed = open_feed(add_session())

    assert read(feed).walk("VALARM") == []
    assert b"ALARM" not in render(feed)


def test_feeds_08_a_facilitator_reads_the_own_sessions_and_who_comes_along(
    feed_of_facilitator, add_session, read
):
    feed, facilitator = feed_of_facilitator
    add_session()
    own = add_session(school=SchoolFactory(name="Lycée du Hainaut"))
    colleague = own.facilitators.get()
    own.facilitators.add(facilitator)

    event = event_of(read(feed))

    assert event["UID"] == str(own.public_id)
    assert f"With: {colleague.name}, {facilitator.name}" in event["DESCRIPTION"]


def test_a_facilitator_replaced_loses_the_session(feed_of_facilitator, add_session, read):
    feed, facilitator = feed_of_facilitator
    session = add_session()
    session.facilitators.set([facilitator])
    assert uids(read(feed)) == [str(session.public_id)]

    session.facilitators.set([FacilitatorFactory()])

    assert uids(read(feed)) == []
