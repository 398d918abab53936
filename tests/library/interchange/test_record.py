import pytest
from django.utils import translation

from library.interchange.record import records_of
from library.interchange.scolomfr import LEVELS
from library.interchange.words import age_range, iso_duration
from library.models import Material
from prevention.vocabulary import Level
from tests.factories import MaterialFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_each_level_has_concepts_of_its_own():
    concepts = [uri for level in Level for uri in LEVELS[level]]

    assert len(concepts) == len(set(concepts)) == 21
    assert all(
        uri.startswith("http://data.education.fr/voc/scolomfr/concept/scolomfr-voc-022-num-")
        for uri in concepts
    )


@pytest.mark.parametrize(
    ("levels", "ages"), [([Level.PS], "3-4"), ([Level.SIXIEME, Level.TROISIEME], "11-15")]
)
def test_ages_are_those_of_a_whole_school_year(levels, ages):
    assert age_range(levels) == ages


@pytest.mark.parametrize(
    ("minutes", "written"), [(45, "PT45M"), (60, "PT1H"), (90, "PT1H30M"), (600, "PT10H")]
)
def test_durations_are_written_as_iso_8601_does(minutes, written):
    assert iso_duration(minutes) == written


def test_a_portal_that_shows_only_the_summary_shows_the_warnings(film):
    [record] = records_of(Material.objects.all())

    assert record.summary == (
        "Avertissement\N{NO-BREAK SPACE}: violences sexuelles, suicide."
        " Un film à discuter en classe."
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_portals_read_the_same_whoever_asks(film, language):
    with translation.override(language):
        [record] = records_of(Material.objects.all())

    assert record.summary.startswith("Avertissement")


def test_people_sign_in_for_what_is_not_for_pupils_or_parents(guide):
    MaterialFactory(title="Site", audience="TEACHER", url="https://site.exemple.test/")

    assert {record.elsewhere for record in records_of(Material.objects.all())} == {""}


def test_many_records_cost_as_many_queries_as_one(film, guide, django_assert_num_queries):
    for _number in range(5):
        MaterialFactory().themes.add(ThemeFactory())

    with django_assert_num_queries(2):
        assert len(records_of(Material.objects.all())) == 7
