"""A walk through all that a feed reads: whatever changes, and however, subscribers see it.

The fields come from the feed's own lists: one that is added there is walked too. Rows are
written as any import or correction writes them, past every act: no one tells the calendars.
"""

from dataclasses import fields
from datetime import timedelta
from uuid import uuid4

import polib
import pytest
from django.db import models
from django.db.models import F
from django.utils.http import parse_http_date

from library.fields import WarningsField
from library.vocabulary import ContentWarning
from prevention.calendars.contents import (
    ABOUT_PATHS,
    CLASS_PATHS,
    FACILITATOR_PATHS,
    MATERIAL_PATHS,
    NAMES_PEOPLE,
    OWN_PATHS,
    SCHOOL_PATHS,
    About,
    Contents,
    Group,
    Material,
    Place,
    Row,
)
from prevention.calendars.polls import program
from prevention.calendars.words import Words, speak, spoken
from prevention.fields import LevelsField
from prevention.models import (
    Feed,
    Offer,
    OfferMaterial,
    School,
    Session,
    SessionFacilitator,
    SessionGroup,
    User,
)
from prevention.vocabulary import Level
from tests.factories import (
    ClassGroupFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db


def sources_of(path):
    """The columns behind one entry of the paths, which may fall back on another."""
    if isinstance(path, str):
        return [path]
    return [part.name for part in path.get_source_expressions() if isinstance(part, F)]


# Where each column that is read starts from: the session itself, or a row of a session's list.
COLUMNS = {
    **{name: Session for path in [*OWN_PATHS, *ABOUT_PATHS] for name in sources_of(path)},
    **{f"school__{path}": Session for path in SCHOOL_PATHS},
    **dict.fromkeys(CLASS_PATHS, SessionGroup),
    **dict.fromkeys(FACILITATOR_PATHS, SessionFacilitator),
    **dict.fromkeys(MATERIAL_PATHS, OfferMaterial),
}
# What a value of the kind is changed to; a kind of column that is not here must be added.
OTHER = {
    models.CharField: lambda _value: "Autre",
    models.URLField: lambda _value: "https://exemple.test/autre",
    models.UUIDField: lambda _value: uuid4(),
    models.DateTimeField: lambda value: value + timedelta(minutes=5),
    models.PositiveIntegerField: lambda value: value + 1,
    models.PositiveSmallIntegerField: lambda value: value + 1,
    models.FloatField: lambda value: value + 0.1,
    LevelsField: lambda _value: (Level.SIXIEME,),
    WarningsField: lambda _value: (ContentWarning.DISTRESS,),
}
CHOSEN = {
    "state": "cancelled",
    "location": "TO_BE_DEFINED",
    "school__time_zone": "Indian/Reunion",
}
# What must be so before, for the column to be shown.
ELSEWHERE = {"location": "ADDRESS", "address": "Salle des fêtes, Denain"}
SHOWN_WHEN = {"address": ELSEWHERE}
# The page of a material is what is given where it is nowhere else.
WITHOUT_ADDRESS = {"material__public_id"}


def rewrite(session, path):
    """Give the column that ``path`` leads to another value, in the one row that is shown."""
    model = COLUMNS[path]
    rows = model.objects.filter(pk=session.pk) if model is Session else model.objects.all()
    *steps, name = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
        rows = model.objects.filter(pk__in=list(rows.values_list(step, flat=True)))
    column = model._meta.get_field(name)
    value = CHOSEN[path] if path in CHOSEN else OTHER[type(column)](getattr(rows.get(), name))
    assert rows.update(**{name: value}) == 1


@pytest.fixture
def session(add_session, soon, school):
    """A session in which every column that is read has a value."""
    return add_session(starts_at=soon, room=RoomFactory(school=school))


@pytest.fixture
def ask(client, session, open_feed, address):
    path = address(open_feed(session))
    return lambda **headers: client.get(path, headers=headers)


def assert_sent_anew(ask, held):
    by_tag, by_date = ask(if_none_match=held["ETag"]), ask(if_modified_since=held["Last-Modified"])
    assert (by_tag.status_code, by_date.status_code) == (200, 200)
    assert by_tag["ETag"] == by_date["ETag"] != held["ETag"]
    assert parse_http_date(by_tag["Last-Modified"]) > parse_http_date(held["Last-Modified"])
    # And what is new is held as well as what was.
    assert ask(if_none_match=by_tag["ETag"]).status_code == 304
    assert ask(if_modified_since=by_tag["Last-Modified"]).status_code == 304
    return by_tag.content


def assert_nothing_new(ask, held):
    assert ask(if_none_match=held["ETag"]).status_code == 304
    assert ask(if_modified_since=held["Last-Modified"]).status_code == 304
    assert ask().content == held.content


def names_people():
    return Feed.objects.get().kind in NAMES_PEOPLE


def test_feeds_14_the_walk_knows_all_that_is_read():
    assert Row._fields[len(OWN_PATHS) :] == ("about",)
    assert About._fields[len(ABOUT_PATHS) :] == ("school", "groups", "facilitators", "materials")
    paths = {Place: SCHOOL_PATHS, Group: CLASS_PATHS}
    # The address of a material is chosen between those it has.
    assert (Material._fields, len(MATERIAL_PATHS)) == (("title", "url"), 4)
    assert [len(part._fields) for part in paths] == [len(read) for read in paths.values()]
    assert len(FACILITATOR_PATHS) == 1
    # Words and the site's address are walked below.
    assert Contents._fields == ("site", "words", "rows")


@pytest.mark.parametrize("path", COLUMNS)
def test_feeds_14_a_corrected_column_is_never_hidden_by_a_304(session, ask, path):
    Session.objects.update(**SHOWN_WHEN.get(path, {}))
    if path in WITHOUT_ADDRESS:
        session.offer.materials.update(url="")
    held = ask()

    rewrite(session, path)

    if path in FACILITATOR_PATHS and not names_people():
        assert_nothing_new(ask, held)
    else:
        assert assert_sent_anew(ask, held) != held.content


def test_feeds_14_a_point_that_is_lost_is_never_hidden_by_a_304(ask):
    held = ask()

    School.objects.update(latitude=None, longitude=None)

    assert b"GEO" not in assert_sent_anew(ask, held)


# Rows that come and go beside the session, and the feed's own.
LOSSES = {
    "material untied": lambda session: session.offer.materials.clear(),
    "material withdrawn": lambda session: session.offer.materials.update(
        state="withdrawn", withdrawn_reason="ERROR"
    ),
    "material added": lambda session: session.offer.materials.add(MaterialFactory(title="Autre")),
    "class untied": lambda session: session.session_groups.all().delete(),
    "class added": lambda session: session.groups.add(ClassGroupFactory(school=session.school)),
    "room given up": lambda _session: Session.objects.update(room=None),
    "offer replaced": lambda _session: Session.objects.update(offer=OfferFactory(title="Autre")),
    "session deleted": lambda session: session.delete(),
    "session refused": lambda _session: Session.objects.update(state="refused"),
    "session long past": lambda session: Session.objects.update(
        starts_at=session.starts_at - timedelta(days=900),
        ends_at=session.ends_at - timedelta(days=900),
    ),
    "feed renamed": lambda _session: Feed.objects.update(name="Autre nom"),
    "language of the holder": lambda _session: User.objects.update(language="fr"),
}


@pytest.mark.parametrize("change", LOSSES.values(), ids=LOSSES)
def test_feeds_14_a_row_replaced_or_gone_is_never_hidden_by_a_304(session, ask, change):
    held = ask()

    change(session)

    assert_sent_anew(ask, held)


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.facilitators.add(FacilitatorFactory()),
        lambda session: session.facilitators.set([FacilitatorFactory()]),
    ],
    ids=["added", "replaced"],
)
def test_feeds_14_another_facilitator_is_never_hidden_where_people_are_named(session, ask, change):
    held = ask()

    change(session)

    if names_people():
        assert_sent_anew(ask, held)
    else:
        assert_nothing_new(ask, held)


# What must be so before, for the word to be said.
SAID_WHEN = {"cancelled": {"state": "cancelled"}, "no_place": {"location": "TO_BE_DEFINED"}}


@pytest.fixture
def start_again():
    """A corrected catalogue comes with a program started again, as it does to the next test."""

    def forget():
        program.cache_clear()
        spoken.cache_clear()

    yield forget
    forget()


@pytest.mark.parametrize("name", [field.name for field in fields(Words)])
def test_feeds_14_a_corrected_word_is_never_hidden_by_a_304(
    session, ask, settings, tmp_path, start_again, name
):
    Session.objects.update(**SAID_WHEN.get(name, {}))
    word = getattr(speak(), name)
    held = ask()
    sentence = word["held"] if isinstance(word, dict) else word
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid=sentence, msgstr=f"{sentence} !"))
    (tmp_path / "en/LC_MESSAGES").mkdir(parents=True)
    catalogue.save_as_mofile(tmp_path / "en/LC_MESSAGES/django.mo")

    settings.LOCALE_PATHS = [tmp_path]
    start_again()

    if name == "facilitators" and not names_people():
        assert_nothing_new(ask, held)
    else:
        assert_sent_anew(ask, held)


def test_feeds_14_another_address_of_the_site_is_never_hidden_by_a_304(ask, settings):
    held = ask()

    settings.SITE_URL = "https://prevention.exemple.test"

    assert b"https://prevention.exemple.test/sessions/" in assert_sent_anew(ask, held)


def test_feeds_14_what_is_taken_back_is_sent_again_too(session, ask):
    first = ask()
    Session.objects.update(ends_at=session.ends_at + timedelta(minutes=5))
    held = ask()
    Session.objects.update(ends_at=session.ends_at)

    assert assert_sent_anew(ask, held) == first.content
    assert ask(if_modified_since=first["Last-Modified"]).status_code == 200


def test_feeds_14_what_is_saved_again_as_it_was_is_no_change(session, ask):
    held = ask()

    for model in (Session, School, Offer, Feed, SessionGroup, SessionFacilitator):
        for row in model.objects.all():
            row.save()
    for related in (session.theme, session.room, session.school.commune):
        related.save()
    for row in (*session.groups.all(), *session.facilitators.all(), *session.offer.materials.all()):
        row.save()

    assert ask(if_none_match=held["ETag"]).status_code == 304
    assert ask(if_modified_since=held["Last-Modified"]).status_code == 304
    assert ask().content == held.content
