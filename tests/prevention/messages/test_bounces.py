"""Mails that came back, as servers write them; and whatever else arrives at that address."""

import io
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from prevention.messages.bounces import MOST_BYTES, Outcome, file_bounce, read_report
from prevention.messages.models import Message
from tests.factories import MessageFactory

KNOWN = UUID("6b1f0c3d-1e2a-4b5c-8d6e-7f8091a2b3c4")


def returned(public_id=KNOWN):
    return f"""\
Message-ID: <{public_id}@prevention.exemple.test>
Subject: Rappel
To: ines@exemple.test
"""


def postfix(*, action="failed", status="5.1.1", given_back=None, diagnostic=None):
    """As Postfix 3 writes it (RFC 3462, RFC 3464)."""
    told = diagnostic or "smtp; 550 5.1.1 <ines@exemple.test>: Recipient address rejected"
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.exemple.test (Mail Delivery System)
To: nepasrepondre@prevention.exemple.test
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4XyZ.1/mx"

--4XyZ.1/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.exemple.test.

--4XyZ.1/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.exemple.test
X-Postfix-Queue-ID: 4XyZ
Arrival-Date: Mon, 14 Sep 2026 10:00:00 +0200 (CEST)

Final-Recipient: rfc822; ines@exemple.test
Action: {action}
Status: {status}
Remote-MTA: dns; mail.exemple.test
Diagnostic-Code: {told}

--4XyZ.1/mx
Content-Description: Undelivered Message
Content-Type: message/rfc822

{returned() if given_back is None else given_back}
Bonjour,

--4XyZ.1/mx--
""".encode()


HEADERS_ALONE = (
    postfix()
    .replace(b"Content-Type: message/rfc822", b"Content-Type: text/rfc822-headers")
    .replace(b"Bonjour,\n", b"")
)
EXIM = f"""\
From: Mail Delivery System <Mailer-Daemon@mx.exemple.test>
To: nepasrepondre@prevention.exemple.test
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: ines@exemple.test

This message was created automatically by mail delivery software.

  ines@exemple.test
    SMTP error from remote mail server after RCPT TO:<ines@exemple.test>:
    550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------

{returned()}
Bonjour,
""".encode()
QMAIL = f"""\
From: MAILER-DAEMON@mx.exemple.test
To: nepasrepondre@prevention.exemple.test
Subject: failure notice

Hi. This is the qmail-send program at mx.exemple.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ines@exemple.test>:
550 5.1.1 User unknown

--- Below this line is a copy of the message.

{returned()}
Bonjour,
""".encode()
TAGGED = postfix(given_back="Subject: Rappel\n").replace(
    b"To: nepasrepondre@", f"To: nepasrepondre+{KNOWN.hex}@".encode(), 1
)
ANSWERING = postfix(given_back="Subject: Rappel\n").replace(
    b"Auto-Submitted", f"In-Reply-To: <{KNOWN}@prevention.exemple.test>\nAuto-Submitted".encode()
)
WITHOUT_ACTION = postfix().replace(b"Action: failed\n", b"")
INTERNATIONAL = postfix().replace(b"message/delivery-status", b"message/global-delivery-status")

FAILURES = {
    "postfix": postfix(),
    "headers alone": HEADERS_ALONE,
    "lines of CRLF": postfix().replace(b"\n", b"\r\n"),
    "capitals": postfix(action="FAILED", given_back=returned(str(KNOWN).upper())),
    "with a comment": postfix(action="failed (user unknown)"),
    "exim": EXIM,
    "qmail": QMAIL,
    "tagged recipient": TAGGED,
    "in reply to": ANSWERING,
    "no action": WITHOUT_ACTION,
    "RFC 6533": INTERNATIONAL,
}


@pytest.mark.parametrize("report", FAILURES.values(), ids=FAILURES)
def test_a_failure_is_read_with_the_message_and_what_the_server_said(report):
    read = read_report(report)

    assert (read.public_id, read.failed) == (KNOWN, True)
    assert "550 5.1.1" in read.diagnostic


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", "Delayed"])
def test_what_has_not_failed_is_read_as_such(action):
    assert read_report(postfix(action=action, status="4.4.1")).failed is False


def test_of_several_recipients_one_failure_is_enough():
    both = postfix().replace(
        b"Final-Recipient:", b"Final-Recipient: rfc822; a@b\nAction: relayed\n\nFinal-Recipient:", 1
    )

    assert read_report(both).failed is True


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"From: ines@exemple.test\nSubject: Re: Rappel\n\nMerci, je serai absente.",
        b"Subject: 550 unknown\n\nMessage-ID: <" + str(KNOWN).encode() + b"@exemple.test>",
    ],
    ids=["nothing", "an answer", "no report"],
)
def test_any_other_mail_is_no_report(mail):
    assert read_report(mail) is None


def test_a_diagnostic_is_one_line_that_fits():
    long = "smtp; 550-first line\n    550 second\x00\x1b[31m line " + "é" * 300
    read = read_report(postfix(diagnostic=long))

    assert read.diagnostic.startswith("smtp; 550-first line 550 second")
    assert len(read.diagnostic) == 200
    assert read.diagnostic.isprintable()


def test_an_earlier_mail_that_ours_refers_to_is_not_the_one_that_came_back():
    thread = b"References: <00000000-0000-4000-8000-000000000000@prevention.exemple.test>\n"

    for before in (b"Auto-Submitted", b"Message-ID"):
        read = read_report(postfix().replace(before, thread + before, 1))
        assert read.public_id == KNOWN


@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(raw):
    assert read_report(raw) is None


PIECES = [line + b"\n" for line in b"".join(FAILURES.values()).splitlines()]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.binary(max_size=40),
            st.sampled_from([b"\n", b"\r", b"\x00", b"Content-Type: multipart/mixed; boundary=\n"]),
        ),
        max_size=60,
    )
)
def test_no_shuffle_of_reports_makes_it_fail(pieces):
    read = read_report(b"".join(pieces))

    assert read is None or len(read.diagnostic) <= 200


def nested(depth):
    inside = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return inside + postfix()


@pytest.mark.parametrize("depth", [60, 400, 3000])
def test_parts_inside_parts_end_somewhere(depth):
    assert read_report(nested(depth)[:MOST_BYTES]) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [{"sent": True}, {"failed": True, "failure": "in_doubt"}],
    ids=["sent", "in doubt"],
)
def test_a_message_that_came_back_has_failed(row):
    MessageFactory(public_id=KNOWN, **row)

    assert file_bounce(postfix()) == Outcome.FILED

    message = Message.objects.get()
    assert (message.state, message.failure, message.reply) == (
        "failed",
        "bounced",
        "smtp; 550 5.1.1 <ines@exemple.test>: Recipient address rejected",
    )
    assert file_bounce(postfix()) == Outcome.IGNORED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [{}, {"state": "cancelled"}, {"state": "superseded"}, {"failed": True}],
    ids=["scheduled", "cancelled", "superseded", "failed"],
)
def test_a_message_that_is_not_on_its_way_stays_as_it_is(row):
    message = MessageFactory(public_id=KNOWN, **row)

    assert file_bounce(postfix()) == Outcome.IGNORED

    assert Message.objects.get().state == message.state


@pytest.mark.django_db
def test_a_delay_changes_nothing():
    MessageFactory(public_id=KNOWN, sent=True)

    assert file_bounce(postfix(action="delayed", status="4.4.1")) == Outcome.IGNORED

    assert Message.objects.get().state == "sent"


@pytest.fixture
def file(monkeypatch):
    """Run the command with a mail on its standard input."""

    def run(mail):
        stdin = io.TextIOWrapper(io.BytesIO(mail))
        monkeypatch.setattr("sys.stdin", stdin)
        call_command("file_bounce")
        assert stdin.buffer.read() == b""

    return run


@pytest.mark.django_db
def test_the_command_files_what_it_reads_however_long_the_returned_mail(file, capsys):
    MessageFactory(public_id=KNOWN, sent=True)

    file(postfix() + b"x" * (2 * MOST_BYTES))

    assert Message.objects.get().failure == "bounced"
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
@pytest.mark.parametrize("mail", [postfix(), b"Subject: Bonjour\n\n", b"\xff\x00"])
def test_the_command_says_what_it_does_not_know_and_succeeds(file, capsys, mail):
    file(mail)

    assert "no message of ours" in capsys.readouterr().err


@pytest.mark.django_db
def test_what_the_worker_is_just_sending_is_tried_later(file):
    MessageFactory(public_id=KNOWN, state="sending")

    with pytest.raises(SystemExit) as end:
        file(postfix())

    assert end.value.code == 75
    assert Message.objects.get().state == "sending"


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_tried_later(file, capsys):
    def away(*_asked):
        raise OperationalError("the server is away")

    with connection.execute_wrapper(away), pytest.raises(SystemExit) as end:
        file(postfix())

    assert end.value.code == 75
    assert "the server is away" in capsys.readouterr().err
