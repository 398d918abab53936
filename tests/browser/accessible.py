"""What every page must be for whoever reads it: without violation, and no wider than the window."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.settling import settle


def assert_accessible(page, address):
    """No violation of axe's rules, and nothing to scroll sideways."""
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    assert_accessible_as_it_is(page, address)


def assert_accessible_as_it_is(page, address):
    """The same of what is shown already."""
    assert_no_violation(page, address)
    assert_as_wide_as_the_window(page, address)


def assert_no_violation(page, address, **options):
    # A mail in its frame is shut in, so that nothing can be asked of it there: see test_letters.
    shut_in = {"iframes": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=shut_in | options)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def assert_accessible_by_day_and_at_night(page, address):
    """All of axe's rules by day; at night the one that colours can break."""
    page.emulate_media(color_scheme="light")
    assert_accessible_as_it_is(page, address)
    page.emulate_media(color_scheme="dark")
    assert_no_violation(page, f"{address}, at night", runOnly=["color-contrast"])


def assert_as_wide_as_the_window(page, address):
    for part in ("html", "dialog"):
        wide = "(all) => Math.max(0, ...all.map((one) => one.scrollWidth - one.clientWidth))"
        assert page.locator(part).evaluate_all(wide) == 0, f"{address}: {part} is too wide"
