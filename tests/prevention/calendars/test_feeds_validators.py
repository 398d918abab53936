"""Validators: what is held is not sent again, and no 304 ever hides a change."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def session(add_session, soon):
    return add_session(starts_at=soon)


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', '"other", W/{tag}', "*"])
def test_feeds_14_what_is_held_is_not_sent_again(get, session, form):
    held = get()

    again = get(If_None_Match=form.format(tag=held["ETag"]))

    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again[name] == held[name]


def test_feeds_14_a_date_is_enough_and_a_tag_goes_before_it(get, session):
    held = get()
    since = held["Last-Modified"]

    assert get(If_Modified_Since=since).status_code == 304
    assert get(If_Modified_Since=since, If_None_Match='"other"').status_code == 200
    assert get(If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT").status_code == 200
