"""The page of an authorisation link, as heads meet it."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.models import Event, Session
from prevention.scheduling.acts import authorise
from tests.prevention.scheduling.links.conftest import waiting_sessions
from tests.prevention.scheduling.links.visiting import (
    NO,
    YES,
    form_of,
    hidden_fields,
    path,
    state,
)

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_is_asked(client, link, sessions):
    page = client.get(path(link))

    assert page.status_code == 200
    for words in (
        "Dominique Lambert",
        "Élise Marchand",
        "Respect et relations",
        "Paroles partagées",
        "Vie affective",
        "5e 0",
        "Intervenante 1",
        "families know",
        "Authorise",
    ):
        assert words in page.text
    assert len(hidden_fields(page)) == 2


def test_a_post_without_the_pages_cookie_decides_nothing(link):
    browser = Client(enforce_csrf_checks=True)
    before = state(link)

    answer = browser.post(path(link), form_of(browser.get(path(link)), YES, YES))

    assert (answer.status_code, state(link)) == (403, before)


def test_a_post_with_the_pages_token_decides(link):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path(link))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]

    answer = browser.post(path(link), {**form_of(page, YES, YES), "csrfmiddlewaretoken": token})

    assert (answer.status_code, answer["Location"]) == (303, path(link))
    assert set(Session.objects.values_list("state", flat=True)) == {"confirmed"}


def test_what_was_decided_is_shown_with_each_state(client, link, sessions):
    client.post(path(link), form_of(client.get(path(link)), YES, NO))

    page = client.get(path(link))

    assert "Your decision is recorded" in page.text
    assert "You have authorised this session.</strong>" in page.text
    assert "You have refused this session.</strong>" in page.text
    assert "Confirmed: it will take place." in page.text
    assert "Refused: the date does not suit." in page.text
    assert "<form" not in page.text


def test_a_used_link_is_posted_to_in_vain(client, link):
    sent = form_of(client.get(path(link)), YES, NO)
    client.post(path(link), sent)
    before = state(link)

    again = client.post(path(link), {name: value for name, value in sent.items() if "-" in name})

    assert (again.status_code, state(link)) == (200, before)
    assert "Your decision is recorded" in again.text


def test_refusing_needs_a_reason_and_says_so_on_top(client, link):
    sent = form_of(client.get(path(link)), YES, ("refuse", ""))
    before = state(link)

    answer = client.post(path(link), sent)

    assert (answer.status_code, state(link)) == (400, before)
    (reason,) = [name for name, value in sent.items() if value == "refuse"]
    field = "id_" + reason.replace("decision", "reason")
    assert "<title>" in answer.text
    assert "Error:" in answer.text
    assert f'href="#{field}"' in answer.text
    assert re.search(rf'id="{field}"[^>]*aria-invalid|aria-invalid[^>]*id="{field}"', answer.text)


def test_a_session_without_an_answer_stops_the_rest(client, link):
    answer = client.post(path(link), {})

    assert answer.status_code == 400
    assert answer.text.count("Say whether you authorise this session.") == 4  # on top, and below
    assert set(Session.objects.values_list("state", flat=True)) == {"held"}


def test_a_session_that_changed_since_is_shown_anew_and_then_decided(client, link, sessions):
    sent = form_of(client.get(path(link)), YES, NO)
    Session.objects.filter(pk=sessions[0].pk).update(revised_at=timezone.now())

    refused = client.post(path(link), sent)

    assert refused.status_code == 409
    assert "The request has changed since you opened this page" in refused.text
    decided = client.post(path(link), sent | hidden_fields(refused))
    assert decided.status_code == 303
    assert list(Session.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed",
        "refused",
    ]


def test_what_was_decided_elsewhere_is_said_and_the_rest_is_done(client, link, sessions, head):
    sent = form_of(client.get(path(link)), NO, YES)
    authorise(session=sessions[0], user=head, now=timezone.now())

    client.post(path(link), sent)

    page = client.get(path(link)).text
    assert list(Session.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed",
        "confirmed",
    ]
    assert page.count("This link has decided nothing here.") == 1
    assert page.count("You have authorised this session.") == 1


def test_when_all_was_decided_elsewhere_nothing_is_asked(client, link, sessions, head):
    for session in sessions:
        authorise(session=session, user=head, now=timezone.now())

    page = client.get(path(link)).text

    assert "Nothing waits for your decision" in page
    assert "<form" not in page


def test_the_page_costs_the_same_for_many_sessions(client, link, school_request):
    with CaptureQueriesContext(connection) as few:
        client.get(path(link))
    list(waiting_sessions(school_request, 6))

    with CaptureQueriesContext(connection) as many:
        client.get(path(link))

    assert len(few) == len(many) == 8


def test_the_page_speaks_the_heads_language(client, link, head):
    type(head).objects.update(language="fr")

    page = client.get(path(link), headers={"Accept-Language": "en"})

    assert page["Content-Language"] == "fr"
    assert '<html lang="fr">' in page.text
    assert "Enregistrer ma décision" in page.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_posts_at_the_same_moment_one_decides(attempt, link):
    sent = form_of(Client().get(path(link)), YES, YES)
    answers = {
        "authorise": sent,
        "refuse": {
            name: {"authorise": "refuse", "": "OTHER"}.get(value, value)
            for name, value in sent.items()
        },
    }
    start_together = Barrier(2)

    def post(answer):
        try:
            start_together.wait(timeout=10)
            return Client().post(path(link), answers[answer]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(post, answers))

    assert set(statuses) <= {200, 303}
    assert Event.objects.count() == 2
    acts = set(Event.objects.values_list("act", "to_state"))
    assert acts in ({("authorise", "confirmed")}, {("refuse", "refused")})
