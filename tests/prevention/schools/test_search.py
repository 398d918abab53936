import pytest

from prevention.models import School
from tests.factories import CommuneFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def school():
    SchoolFactory(name="COLLEGE DU MOULIN")
    return SchoolFactory(
        name="École élémentaire du Cœur d’Or et de Noël",
        commune=CommuneFactory(insee_code="59544", name="Saint-Saulve"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "ecole",
        "ÉCOLE",
        "école saint-saulve",
        "SAINT SAULVE",
        "coeur",
        "cœur d'or",
        "élémentaire",
        "noel",
    ],
)
def test_a_school_is_found_however_it_is_typed(school, words):
    assert list(School.objects.named_like(words)) == [school]


def test_capitals_without_accents_are_found_with_them():
    assert [found.name for found in School.objects.named_like("collège")] == ["COLLEGE DU MOULIN"]


def test_every_word_counts():
    assert not School.objects.named_like("ecole valenciennes").exists()


@pytest.mark.parametrize("words", ["100%", "_", "\\", ".*", "(", "[a-z]"])
def test_signs_are_looked_for_as_they_are(words):
    assert not School.objects.named_like(words).exists()
