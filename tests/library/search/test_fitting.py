"""What fits a session, and what is said of what does not."""

import pytest

from library.models import Material
from library.search.fitting import Step, fitting, warning
from prevention.fields import to_levels
from prevention.vocabulary import Axis
from tests.library.search import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def names():
    return {material.pk: name for name, material in shelf.fill().items()}


def fit(names, levels, theme="", axis=None):
    found = fitting(Material.objects.published(), Step(to_levels(levels), theme, axis))
    return [names[pk] for pk in found.inside], [names[pk] for pk in found.outside]


def test_the_theme_comes_first_then_the_axis_then_the_fewest_other_levels(names):
    inside, _outside = fit(names, "4E", "EVARS", Axis.A2)

    assert inside[:4] == ["consentement-college", "nudes", "consentement-seance", "evars-cadre"]


def test_what_is_not_for_every_level_of_the_class_stands_apart(names):
    inside, outside = fit(names, "CM1,CM2", "HARCEL")

    assert inside == ["harcelement-cm", "3018-affiche", "harcelement-film", *inside[3:]]
    assert set(outside) == {"cyber-college", "cap-travail", "mots"}
    assert not set(inside) & set(outside)


def test_an_axis_alone_is_a_step_and_nothing_at_all_is_all_for_the_levels(names):
    by_axis, _outside = fit(names, "5E", axis=Axis.A1)
    for_levels, _outside = fit(names, "PS")

    assert "reseaux" in by_axis
    assert "jeux-video" not in by_axis
    assert set(for_levels) >= {"corps-maternelle", "emotions-maternelle", "vademecum"}
    assert "secours-maternelle" not in for_levels


def test_a_theme_nobody_knows_fits_nothing(names):
    assert fit(names, "6E", "LICORNE") == ([], [])


def test_a_material_for_other_levels_says_so(names):
    material = Material.objects.get(title="Le poids des mots")

    refused = warning(material, to_levels("6E,5E,4E"))

    assert refused.facts["levels"] == ["5E", "4E"]
    assert str(refused) == (
        "This material was not made for 7th grade (5e), 8th grade (4e): "
        "judge whether it suits them."
    )
    assert warning(material, to_levels("6E")) is None


def test_it_is_one_query(names, django_assert_num_queries):
    with django_assert_num_queries(1):
        fit(names, "6E", "EVARS", Axis.A1)
