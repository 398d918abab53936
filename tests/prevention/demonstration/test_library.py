"""The invented library: what it tells is right, and it is made through the acts."""

from datetime import timedelta

import pytest

from library.models import Collection, HelpService, Material, StoredFile
from library.services import load_help_services
from library.vocabulary import Licence
from prevention.demonstration.library import furnish_library, read_library
from prevention.fields import to_levels
from prevention.offers.law import load_law
from prevention.offers.models import Theme
from prevention.vocabulary import Level
from tests.factories import CommuneFactory, OfferFactory, RoleFactory

pytestmark = pytest.mark.django_db

# One of each life and each kind of file; the whole of it takes a minute.
SOME = {
    "La boîte des émotions",
    "Témoin, tu peux agir",
    "3018 : l’application et le site",
    "Bande dessinée : la rumeur",
    "Fiche 2019 : numéros d’aide",
}


@pytest.fixture
def told():
    load_law()
    return read_library()


@pytest.fixture
def some(told):
    placed = {
        "offer": "Harcèlement",
        "material": "Témoin, tu peux agir",
        "moment": "AFTER",
        "session": 1,
    }
    return {
        **told,
        "materials": [row for row in told["materials"] if row["title"] in SOME],
        "collections": [
            {
                "title": "Une suite",
                "theme": "HAR",
                "levels": "CE1",
                "materials": ["Témoin, tu peux agir"],
            }
        ],
        "placed": [placed],
    }


@pytest.fixture
def coordinator():
    CommuneFactory()
    return RoleFactory(kind="COORDINATOR", everywhere=True).user


def test_it_is_large_enough_and_reaches_every_level_and_theme(told):
    published = [row for row in told["materials"] if "state" not in row]

    assert len(published) >= 40
    assert {level for row in published for level in to_levels(row["levels"])} == set(Level)
    assert {theme for row in published for theme in row["themes"]} == set(
        Theme.objects.values_list("pk", flat=True)
    )
    assert {row["kind"] for row in published} >= {"LESSON_PLAN", "POSTER", "GAME", "GUIDE", "BOOK"}


def test_no_material_leaves_the_levels_of_all_its_themes(told):
    allowed = {theme.pk: set(theme.levels) for theme in Theme.objects.all()}
    outside = {
        row["title"]: sorted(left)
        for row in told["materials"]
        if (left := set(to_levels(row["levels"])) - set.union(*(allowed[t] for t in row["themes"])))
    }

    assert outside == {}


def test_what_is_named_is_there(told):
    titles = {row["title"] for row in told["materials"] if "state" not in row}

    collected = {title for row in told["collections"] for title in row["materials"]}
    assert collected | {row["material"] for row in told["placed"]} <= titles


def test_materials_go_through_their_life_with_files_of_our_own(some, coordinator, now):
    offer = OfferFactory(title="Harcèlement", sessions_in_series=2)

    assert furnish_library(some, by=coordinator, now=now) == len(SOME)

    states = dict(Material.objects.values_list("title", "state"))
    assert sorted(states.values()) == ["in_review", *["published"] * 3, "withdrawn"]
    sheet = Material.objects.get(title="La boîte des émotions").current.file
    assert (sheet.media_type, sheet.pages) == ("application/pdf", 1)
    assert "adulte de confiance" in sheet.text
    poster = Material.objects.get(title="Témoin, tu peux agir")
    assert poster.current.file.media_type == "image/png"
    link = Material.objects.get(title="3018 : l’application et le site")
    assert (link.current, link.licence) == (None, Licence.LINK_ONLY)
    assert Collection.objects.get().entries.get().material == poster
    placed = offer.offer_materials.get()
    assert (placed.material, placed.moment, placed.session_number) == (poster, "AFTER", 1)


def test_again_nothing_is_made_twice(some, coordinator, now):
    furnish_library(some, by=coordinator, now=now)
    files = StoredFile.objects.count()

    assert furnish_library(some, by=coordinator, now=now + timedelta(days=1)) == 0

    assert (Material.objects.count(), StoredFile.objects.count()) == (len(SOME), files)


def test_help_services_are_brought_with_their_source_and_the_local_ones_to_their_communes():
    load_law()
    here = CommuneFactory()

    everywhere = load_help_services()
    local = load_help_services(communes=[here.pk])
    again = load_help_services(communes=[here.pk])

    assert (everywhere.new, local.new, local.unchanged) == (6, 2, 6)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 8)
    assert {"112", "119", "3018", "3919", "3114", "116006"} <= set(
        HelpService.objects.values_list("code", flat=True)
    )
    assert not HelpService.objects.filter(source="").exists()
    assert list(HelpService.objects.get(code="iscg-valenciennes").communes.all()) == [here]


def test_a_row_that_was_changed_by_hand_is_brought_back_to_what_the_file_says():
    load_law()
    load_help_services()
    HelpService.objects.filter(code="119").update(phone="911")

    assert load_help_services().changed == 1

    assert HelpService.objects.get(code="119").phone == "119"
