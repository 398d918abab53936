"""The administration follows the table of rights, for every page it has."""

from itertools import count

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from prevention import models
from prevention.administration import ByRights
from prevention.calendars.feeds import create_school_feed
from prevention.people.rights import RIGHTS
from prevention.people.tokens import create_token
from prevention.vocabulary import RoleKind, TokenScope
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = {
    model._meta.model_name: (model, options) for model, options in admin.site._registry.items()
}
ACTIONS = {"view": "changelist", "add": "add", "change": "change", "delete": "delete"}


NUMBER = count()


def make_row(model):
    """Make one row of any model of the administration."""
    makers = {
        models.Epci: lambda: models.Epci.objects.create(
            siren=f"{next(NUMBER):09}", name="Communauté"
        ),
        models.Holiday: lambda: factories.HolidayFactory(name=f"Pont {next(NUMBER)}"),
        models.PublicHoliday: lambda: factories.PublicHolidayFactory(name=f"{next(NUMBER)}"),
        models.ApiToken: lambda: create_token(
            user=factories.UserFactory(), name="a", scope=TokenScope.READ, now=timezone.now()
        )[0],
        models.Feed: lambda: create_school_feed(
            holder=(role := factories.RoleFactory()).user,
            school=role.school,
            name="a",
            now=timezone.now(),
        ),
        models.Invitation: lambda: factories.InvitationFactory(school=factories.SchoolFactory()),
        models.SchoolYear: factories.SchoolYearFactory,
    }
    return makers.get(model, getattr(factories, f"{model.__name__}Factory", None))()


def school_of(row):
    return row if isinstance(row, models.School) else getattr(row, "school", None)


@pytest.fixture
def staff_of(client):
    """Sign in a member of the staff with a role of some kind, reaching a row's school."""

    def sign_in(kind, school):
        reach = {
            RoleKind.COORDINATOR: {"everywhere": True},
            RoleKind.FUNDER: {"everywhere": True},
            RoleKind.FACILITATOR: {"organisation": factories.OrganisationFactory()},
        }.get(kind, {"school": school or factories.SchoolFactory()})
        user = factories.UserFactory(is_staff=True)
        factories.RoleFactory(user=user, kind=kind, **reach)
        client.force_login(user)
        return client

    return sign_in


def address(model, action, row):
    arguments = [] if action in {"view", "add"} else [row.pk]
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{ACTIONS[action]}", args=arguments
    )


def test_every_page_names_its_rights_and_no_other_page_is_there():
    assert all(isinstance(options, ByRights) for _model, options in PAGES.values())
    assert all(
        action in ACTIONS and right in RIGHTS
        for _model, options in PAGES.values()
        for action, right in options.rights.items()
    )
    assert "group" not in PAGES


@pytest.mark.parametrize("kind", RoleKind)
@pytest.mark.parametrize("name", PAGES)
def test_staff_open_what_their_role_may(name, kind, staff_of):
    model, options = PAGES[name]
    row = make_row(model)
    client = staff_of(kind, school_of(row))

    for action in ("view", "add"):
        holders = RIGHTS.get(options.rights.get(action, ""), frozenset())
        allowed = holders is None or kind in holders
        answer = client.get(address(model, action, row))

        assert answer.status_code == (200 if allowed else 403), action


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_does_what_the_page_is_for_and_no_more(name, client):
    model, options = PAGES[name]
    row = make_row(model)
    client.force_login(factories.UserFactory(administrator=True))

    for action in ("view", "add", "delete"):
        answer = client.get(address(model, action, row))

        assert answer.status_code == (200 if action in options.rights else 403), action


@pytest.mark.parametrize("name", PAGES)
def test_every_row_opens_in_french(name, client):
    model, _options = PAGES[name]
    row = make_row(model)
    client.force_login(factories.UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"

    page = client.get(address(model, "change", row))

    assert page.status_code == 200
    assert "Prévention scolaire : administration" in page.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", PAGES)
def test_a_search_finds_without_a_query_per_row(name, client, django_assert_max_num_queries):
    model, options = PAGES[name]
    for _row in range(3):
        make_row(model)
    client.force_login(factories.UserFactory(administrator=True))

    with django_assert_max_num_queries(12):
        page = client.get(address(model, "view", None), {"q": "0"} if options.search_fields else {})

    assert page.status_code == 200


@pytest.mark.parametrize("model", [models.School, models.ClassGroup, models.Session])
def test_a_row_of_a_school_out_of_reach_is_not_there(model, staff_of):
    elsewhere = make_row(model)
    client = staff_of(RoleKind.HEAD, factories.SchoolFactory())

    answer = client.get(address(model, "change", elsewhere))

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_a_right_at_one_school_is_none_at_another(staff_of):
    """A head who also teaches elsewhere sees both schools, and changes one."""
    headed, taught = factories.SchoolFactory(), factories.SchoolFactory()
    client = staff_of(RoleKind.HEAD, headed)
    user = models.User.objects.get(is_staff=True)
    factories.RoleFactory(user=user, kind=RoleKind.TEACHER, school=taught)

    pages = [client.get(address(models.School, "change", school)) for school in (headed, taught)]

    assert [page.context["has_change_permission"] for page in pages] == [True, False]
    assert client.post(address(models.School, "change", taught), {}).status_code == 403


@pytest.mark.parametrize(
    ("kind", "offered"), [(RoleKind.COORDINATOR, True), (RoleKind.HEAD, False)]
)
def test_the_import_is_offered_to_who_may(kind, offered, staff_of):
    page = staff_of(kind, None).get("/admin/")

    assert page.text.count('href="/admin/imports/"') == offered


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Cette page n’est pas pour vous"), ("en", "This page is not for you")],
)
def test_a_refusal_is_said_in_words(language, sentence, staff_of):
    client = staff_of(RoleKind.COORDINATOR, None)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    page = client.get("/admin/prevention/user/")

    assert page.status_code == 403
    assert f'<html lang="{language}">' in page.text
    assert sentence in page.text
