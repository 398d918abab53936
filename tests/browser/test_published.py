"""What is published: whoever reads it sees what is masked, and takes the same as a file."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI
from prevention.models import Session
from tests.browser.accessible import assert_accessible_by_day_and_at_night
from tests.browser.settling import settle

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_the_page_and_the_file_tell_the_same(sign_in, size):
    # One small class was met: its counts say something of somebody.
    session = Session.objects.filter(school=SCHOOL_UAI, state="held").earliest("starts_at")
    Session.objects.filter(pk=session.pk).update(state="done")
    session.session_groups.update(present=3, girls=1, boys=2)
    page = sign_in(COORDINATOR, size)
    page.goto("/coverage")
    page.get_by_role("link", name="Chiffres publiés").last.click()
    expect(page).to_have_url(re.compile(r"/coverage/published$"))
    page.get_by_role("table").first.wait_for()
    settle(page)

    assert_accessible_by_day_and_at_night(page, "published")
    masked = page.get_by_role("cell", name="masqué", exact=True).count()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("CSV")).click()
    with Path(taken.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert masked > 0
    assert "MASKED" in {row["secrecy"] for row in rows}
    assert all((row["count"] == "") == (row["secrecy"] == "MASKED") for row in rows)
    assert not {"1", "2", "3", "4"} & {row["count"] for row in rows if row["figure"] != "hours"}
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=re.compile("CSV"))).to_be_hidden()
    expect(page.get_by_role("table").first).to_be_visible()
