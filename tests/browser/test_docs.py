"""The documentation of the API, in a real browser under the site's own security policy."""

import pytest

from tests.browser.conftest import Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_docs_show_every_resource_and_break_no_rule_of_the_policy(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    watch = Watch(page, live_server.url)

    page.goto("/api/v1/docs/")
    page.get_by_role("link", name="class-groups", exact=True).click()
    page.get_by_text("/api/v1/class-groups/", exact=True).first.click()

    page.get_by_text("Classes in the reader's reach").first.wait_for()
    page.get_by_text("Too many requests").first.wait_for()
    assert watch.wrongs == []
    context.close()
