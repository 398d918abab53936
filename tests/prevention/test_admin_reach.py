"""A coordinator who may open the administration sees there what is in reach, and no more."""

import pytest

from prevention.models import School
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    MessageFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MODELS = ["school", "classgroup", "session", "request", "message"]


@pytest.fixture
def anzin():
    return SchoolFactory(
        name="Collège d’Anzin", commune=CommuneFactory(insee_code="59014", name="Anzin")
    )


@pytest.fixture
def coordination(client, anzin):
    """A browser of Anzin's coordinator."""
    user = UserFactory(is_staff=True)
    RoleFactory(user=user, kind="COORDINATOR", commune=anzin.commune)
    client.force_login(user)
    return client


@pytest.fixture
def rows(anzin):
    """One of each in Anzin, and one of each elsewhere; gives those of Anzin."""
    here, _elsewhere = [
        {
            "school": school,
            "classgroup": ClassGroupFactory(school=school),
            "session": SessionFactory(request=(request := RequestFactory(school=school))),
            "request": request,
            "message": MessageFactory(school=school),
        }
        for school in (anzin, SchoolFactory())
    ]
    return here


@pytest.mark.parametrize("model", MODELS)
def test_a_list_holds_the_rows_in_reach(coordination, rows, model):
    page = coordination.get(f"/admin/prevention/{model}/")

    assert list(page.context["cl"].queryset) == [rows[model]]


def test_the_page_of_a_school_elsewhere_is_not_there(coordination, rows, anzin):
    elsewhere = School.objects.exclude(pk=anzin.pk).get()

    assert coordination.get(f"/admin/prevention/school/{anzin.pk}/change/").status_code == 200
    assert coordination.get(f"/admin/prevention/school/{elsewhere.pk}/change/").status_code == 302
