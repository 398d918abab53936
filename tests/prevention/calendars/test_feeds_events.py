"""What a feed says of each session, one rule of the field after another."""

from datetime import timedelta
from pathlib import Path

import pytest

from prevention.calendars.contents import FORMAT
from tests.factories import FacilitatorFactory, OfferFactory, SchoolFactory
from tests.prevention.calendars.conftest import NOW, event_of, uids

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


def test_feeds_08_a_school_feed_names_nobody_and_not_its_own_secret(
    feed, add_session, render, address
):
    session = add_session()
    person = session.facilitators.get()
    person.name = "Camille Exemple"
    person.save()

    octets = render(feed)

    asker = session.request.asked_by
    for secret in (person.name, asker.name, asker.email, feed.holder.email, feed.holder.name):
        assert secret.encode() not in octets
    for name in (b"ATTENDEE", b"ORGANIZER", b"CONTACT", b"mailto:"):
        assert name not in octets
    assert address(feed).split("/")[-1].removesuffix(".ics").encode() not in octets


def test_feeds_09_no_alarm(feed, add_session, read):
    add_session()

    assert read(feed).walk("VALARM") == []


def test_feeds_10_the_calendar_tells_its_name_and_rhythm_twice(feed, add_session, read):
    feed.name = "Séances; 5e, 4e"
    add_session()

    calendar = read(feed)

    # The package leaves text that it has no type for as it is written.
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == r"Séances\; 5e\, 4e"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Paris"
    assert calendar["COLOR"] == "teal"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert calendar["X-PUBLISHED-TTL"] == "PT1H"


def test_feeds_11_octets_are_those_of_the_norm_and_the_same_each_time(
    feed, add_session, school, read, render
):
    school.name = "École; \\n « œ »,\r\nfin\x07 " + "é" * 60 + "𝄞" * 30
    school.save()
    add_session()

    octets = render(feed)
    lines = octets.split(b"\r\n")

    assert octets == render(feed)
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert [line.decode() for line in lines]  # no line ends inside a sequence
    assert b"\x07" not in octets
    assert event_of(read(feed))["LOCATION"].startswith(
        "École; \\n « œ »,\nfin " + "é" * 60 + "𝄞" * 30
    )


def test_a_facilitator_reads_the_own_sessions_and_who_comes_along(
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


def test_what_is_written_stays_the_same_until_the_format_is_raised(
    feed, add_session, render, settings
):
    """A change of the writer alone must reach subscribers: raise ``FORMAT`` and keep its file."""
    settings.SITE_URL = "https://prevention.exemple.test"
    public_id = "5d0c3a0e-8a57-4b8e-9f4e-2f1d4f8f3c11"
    offer = OfferFactory(organisation__name="Association Parler", room_needs="Chairs; no tables")
    add_session(offer=offer, public_id=public_id, state="confirmed", authorised_at=NOW)

    written = render(feed)

    assert written == (Path(__file__).parent / f"format-{FORMAT}.ics").read_bytes()
