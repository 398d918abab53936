import pytest

from prevention.models import School
from tests.factories import (
    ClassGroupFactory,
    ClosureFactory,
    CommuneFactory,
    HolidayFactory,
    PublicHolidayFactory,
    SchoolFactory,
    SchoolTimetableFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SCHOOLS = "/admin/prevention/school/"


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def filled_in(page, **changes):
    """What a browser would send after changing these fields."""
    form = page.context["adminform"].form
    sent = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        sent |= {management.add_prefix(name): value for name, value in management.initial.items()}
    return {
        name: value
        for name, value in (sent | changes).items()
        if value is not None and value is not False
    }


@pytest.mark.parametrize(
    "model", ["school", "classgroup", "schoolyear", "holiday", "publicholiday", "commune"]
)
def test_a_list_costs_the_same_however_long_it_is(
    administration, model, django_assert_max_num_queries
):
    ClassGroupFactory.create_batch(5)
    HolidayFactory()
    PublicHolidayFactory()

    with django_assert_max_num_queries(12):
        page = administration.get(f"/admin/prevention/{model}/")

    assert page.status_code == 200
    assert page.context["cl"].result_count > 0


@pytest.mark.parametrize("words", ["Valenciennes", "Eisen", "0599999"])
def test_a_school_is_found_by_commune_name_or_code(administration, words):
    school = SchoolFactory(uai="0599999A", name="Collège Eisen")
    SchoolFactory(commune=CommuneFactory(insee_code="59014", name="Anzin"))

    page = administration.get(SCHOOLS, {"q": words})

    assert list(page.context["cl"].queryset) == [school]


def test_what_is_changed_here_is_remembered_as_corrected_by_hand(administration):
    school = SchoolFactory(phone="03 27 00 00 00")
    address = f"{SCHOOLS}{school.pk}/change/"

    sent = filled_in(administration.get(address), phone="03 27 11 11 11")
    answer = administration.post(address, sent)

    assert answer.status_code == 302
    school.refresh_from_db()
    assert (school.phone, school.edited_fields) == ("03 27 11 11 11", ["phone"])


def test_a_school_closed_without_a_date_is_refused_in_words(administration):
    school = SchoolFactory()
    address = f"{SCHOOLS}{school.pk}/change/"

    page = administration.post(address, filled_in(administration.get(address), status="CLOSED"))

    assert page.context["errors"] == [["Say when the school closed."]]
    assert School.objects.get().status == "OPEN"


def test_a_school_shows_its_own_week_and_its_closures(administration):
    school = SchoolFactory()
    SchoolTimetableFactory(school=school)
    ClosureFactory(school=school)

    page = administration.get(f"{SCHOOLS}{school.pk}/change/")

    assert [len(each.formset.forms) for each in page.context["inline_admin_formsets"]] == [1, 1]


def test_corrections_are_forgotten_when_asked(administration):
    school = SchoolFactory(edited_fields=["phone"])
    chosen = {"action": "forget_corrections", "_selected_action": [school.pk]}

    administration.post(SCHOOLS, chosen)

    school.refresh_from_db()
    assert school.edited_fields == []


@pytest.mark.parametrize("address", ["add/", "{uai}/delete/"])
def test_schools_are_neither_added_nor_deleted_by_hand(administration, address):
    school = SchoolFactory()

    answer = administration.get(SCHOOLS + address.format(uai=school.pk))

    assert answer.status_code == 403


def test_the_list_of_schools_leads_to_the_imports(administration):
    assert 'href="/admin/imports/"' in administration.get(SCHOOLS).content.decode()
