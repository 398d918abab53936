"""The administration's door, in a real browser under the site's own security policy."""

import pytest

from tests.browser.conftest import Watch
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "une phrase de passe 59300"


def test_an_administrator_enters_and_breaks_no_rule_of_the_policy(browser, live_server):
    administrator = UserFactory(administrator=True)
    administrator.set_password(PASSWORD)
    administrator.save()
    context = browser.new_context(base_url=live_server.url, locale="fr-FR")
    page = context.new_page()
    watch = Watch(page, live_server.url)

    page.goto("/admin/")
    page.locator("[name=username]").fill(administrator.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()

    page.locator("#user-tools").wait_for()
    # Browsers look for an icon where Django's pages name none.
    assert [wrong for wrong in watch.wrongs if "/favicon.ico" not in wrong] == []
    context.close()
