"""What is said of a material is in the search at once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from library.acts import add_material, change_material
from library.models import IndexedMaterial, Material
from library.search.finding import Question, find
from library.search.indexing import index, reindex
from tests.factories import MaterialFactory, RoleFactory, ThemeFactory, UserFactory
from tests.library.search.shelf import give_text

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Le consentement expliqué",
    "kind": "VIDEO",
    "audience": "PUPIL",
    "levels": ["4E"],
    "licence": "CC_BY",
}


def found(words):
    return set(find(Material.objects.all(), Question(words)).matches)


@pytest.fixture
def added():
    author = RoleFactory(kind="COORDINATOR", everywhere=True).user
    return add_material(by=author, themes=[ThemeFactory(code="VSS", name="Violences")], **SAID)


def test_a_material_is_found_as_soon_as_it_is_written(added):
    assert found("consentement") == found("violences") == found("VSS") == {added.pk}


def test_a_change_is_found_and_what_was_there_is_not(added):
    change_material(added, title="La zone grise", themes=[ThemeFactory(code="NUM", name="Écrans")])

    assert found("grise") == found("écran") == {added.pk}
    assert found("consentement") == found("violences") == set()


def test_the_text_of_the_current_file_is_found(added):
    give_text(added, "Le procureur est saisi.")

    index([added])

    assert found("procureur") == {added.pk}


def test_a_material_that_is_deleted_is_found_no_more(added):
    added.delete()

    assert not IndexedMaterial.objects.exists()
    assert found("consentement") == set()


def test_what_the_administration_writes_is_found_with_its_themes(client, added):
    client.force_login(UserFactory(administrator=True))
    theme = ThemeFactory(code="NUM", name="Écrans")
    address = reverse("admin:library_material_change", args=[added.pk])
    form = {**SAID, "title": "La zone grise", "themes": [theme.pk], "language": "fr"}

    assert client.post(address, form).status_code == 302

    assert found("grise") == found("écrans") == {added.pk}
    assert found("violences") == set()


def test_a_theme_renamed_is_taken_in_when_all_is_read_again(added):
    added.themes.update(name="Emprise")

    assert reindex() == 1
    assert reindex() == 0

    assert found("emprise") == {added.pk}
    assert found("violences") == set()


def test_the_command_takes_in_what_others_wrote():
    MaterialFactory.create_batch(3)
    out = StringIO()

    call_command("index_library", stdout=out)
    call_command("index_library", stdout=out)

    assert [line[0] for line in out.getvalue().splitlines()] == ["3", "0"]


def test_many_materials_are_taken_in_by_few_queries(django_assert_max_num_queries):
    materials = MaterialFactory.create_batch(5)
    for material in materials:
        material.themes.add(ThemeFactory())

    with django_assert_max_num_queries(6):  # begin, materials, themes, those there, write, end
        index(materials)
