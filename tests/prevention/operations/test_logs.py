import logging

import pytest

from prevention.operations.logs import REQUEST_ID, Scrubber, scrubbed


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /calendars/abc-DEF_123.ics", "GET /calendars/[secret].ics"),
        (
            "url=https%3A%2F%2Fa%2Fcalendars%2Fx%2Dy.ics&b",
            "url=https%3A%2F%2Fa%2Fcalendars%2F[secret].ics&b",
        ),
        ("GET /preferences/MQ.x-Y_z?saved", "GET /preferences/[secret]?saved"),
        ("POST /unsubscribe/MQ.x-Y_z HTTP/1.1", "POST /unsubscribe/[secret] HTTP/1.1"),
        ("GET /authorise/0a1b.x-Y_z HTTP/1.1", "GET /authorise/[secret] HTTP/1.1"),
        ("Forbidden (CSRF): /authorise/0a1b.x-Y_z", "Forbidden (CSRF): /authorise/[secret]"),
        ("POST /api/v1/sessions/1f/authorise/ HTTP", "POST /api/v1/sessions/1f/authorise/ HTTP"),
        ("GET /invitation/x1y2z3?a=1", "GET /invitation/[secret]?a=1"),
        ("token ps_abcdefghijkl refused", "token [token] refused"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [secret]"),
        ("Cookie: sessionid=abc; csrftoken=def", "Cookie: sessionid=[secret]; csrftoken=[secret]"),
        ("{'password': 'x1'}", "{'password': [secret]"),
        ("mail to prenom.nom@ac-lille.fr failed", "mail to [e-mail] failed"),
    ],
)
def test_no_secret_and_no_address_reaches_a_log(said, kept):
    assert scrubbed(said) == kept


def test_a_record_is_scrubbed_whole_and_knows_its_request():
    with pytest.raises(ValueError, match="nobody") as failure:
        int("nobody@exemple.test")
    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "for %s", ("a@exemple.test",), failure._excinfo
    )
    kept = REQUEST_ID.set("r-1")

    Scrubber().filter(record)

    REQUEST_ID.reset(kept)
    assert (record.getMessage(), record.request_id) == ("for [e-mail]", "r-1")
    assert "exemple" not in record.exc_text


def test_a_request_keeps_the_id_its_proxy_gave(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "abcd-1234"})

    assert answer["X-Request-ID"] == "abcd-1234"


def test_a_request_without_a_sane_id_gets_one(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "two words\n"})

    assert len(answer["X-Request-ID"]) == 32
