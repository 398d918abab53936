"""The administration, in a real browser under the site's own security policy."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import expect

from prevention.models import Turn
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import SIZES, Watch
from tests.browser.settling import follow
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "une phrase de passe 59300"


@pytest.fixture
def enter(browser, live_server):
    """Open the administration in a browser of some size; no rule of the policy is broken."""
    opened = []

    def sign_in(size="screen"):
        administrator = UserFactory(administrator=True)
        administrator.set_password(PASSWORD)
        administrator.save()
        EmailAddress.objects.create(
            user=administrator, email=administrator.email, verified=True, primary=True
        )
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
        )
        page = follow(context).new_page()
        opened.append((context, Watch(page, live_server.url)))
        page.goto("/admin/")
        page.get_by_role("button", name="Utiliser un mot de passe").click()
        page.locator("[name=email]").fill(administrator.email)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        page.locator("#user-tools").wait_for()
        return page

    yield sign_in
    for context, watch in opened:
        context.close()
        # Browsers look for an icon where Django's pages name none.
        assert [wrong for wrong in watch.wrongs if "/favicon.ico" not in wrong] == []


def test_an_administrator_enters_and_breaks_no_rule_of_the_policy(enter):
    enter()


@pytest.mark.parametrize("size", SIZES)
def test_background_work_is_read_and_asked_for(enter, size):
    now = timezone.now()
    Turn.objects.create(
        name="expire_due",
        next_at=now,
        ran_at=now,
        took=timedelta(seconds=2),
        failures=3,
        failed_at=now,
        failure="django.db.utils.OperationalError: could not reach the server",
    )
    page = enter(size)
    page.get_by_role("link", name="Travaux de fond").click()

    assert_accessible(page, "background work")
    page.get_by_role("button", name="Exécuter maintenant Confirmer les séances").click()

    expect(page.get_by_text("Demandé : confirmer les séances")).to_be_visible()
    assert_accessible(page, "background work, asked for")
    assert Turn.objects.filter(name="confirm_ready", next_at__gte=now).exists()
