"""Hostile files and answers of servers, each with what comes of it: mostly one ``Trouble``."""

import gzip

from prevention.calendars.busy.troubles import Trouble
from tests.prevention.calendars.busy.files import (
    A_CUSTOM_ZONE,
    DAYS_OF_THE_WEEK,
    MORNING,
    MORNING_BUSY,
    OUTLOOK_ZONE,
    bomb,
    calendar,
    many,
)
from tests.prevention.calendars.busy.files import MORNING_FILE as FILE
from tests.prevention.calendars.busy.servers import dripping, raw, redirect, response, silent

# Files that are refused.
REFUSED = {
    "each second for ever": (
        calendar("UID:s\nDTSTART:20100101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"),
        Trouble.TOO_DENSE,
    ),
    "each minute for ever": (
        calendar("UID:s\nDTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY"),
        Trouble.TOO_DENSE,
    ),
    "each hour of the year": (
        calendar("UID:s\nDTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY"),
        Trouble.TOO_DENSE,
    ),
    "each second of each minute of each hour": (
        calendar(
            "UID:s\nDTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=YEARLY;BYHOUR="
            + ",".join(map(str, range(24)))
            + ";BYMINUTE="
            + ",".join(map(str, range(60)))
            + ";BYSECOND="
            + ",".join(map(str, range(60)))
            + ";BYDAY="
            + DAYS_OF_THE_WEEK
        ),
        Trouble.TOO_DENSE,
    ),
    "a thousand endless rules": (
        calendar(
            *(
                f"UID:{n}\nDTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"
                for n in range(1000)
            )
        ),
        Trouble.TOO_DENSE,
    ),
    "a hundred thousand events": (many(100_000), Trouble.TOO_DENSE),
    "a thousand zones": (calendar(MORNING, head=OUTLOOK_ZONE * 1000), Trouble.TOO_DENSE),
    "a zone that changes its clock each second": (
        calendar("UID:s\nDTSTART;TZID=Sans fin:20260916T090000\nDURATION:PT1H", head=A_CUSTOM_ZONE),
        Trouble.TOO_DENSE,
    ),
    "components that never end": (
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_000,
        Trouble.NOT_A_CALENDAR,
    ),
    "cut off in the middle": (FILE[: len(FILE) // 2], Trouble.NOT_A_CALENDAR),
    "nothing": (b"", Trouble.NOT_A_CALENDAR),
    "a page to sign in": (
        b"<!DOCTYPE html><title>Connexion</title><p>BEGIN:VCALENDAR",
        Trouble.NOT_A_CALENDAR,
    ),
    "jcal": (b'["vcalendar",[["version",{},"text","2.0"]],[]]', Trouble.NOT_A_CALENDAR),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, Trouble.NOT_A_CALENDAR),
    "utf-16": (FILE.decode().encode("utf-16"), Trouble.NOT_A_CALENDAR),
}

# Answers as such: what the server does with one good file, or without.
ANSWERS = {
    "packed": (response(gzip.compress(FILE), Content_Encoding="gzip"), MORNING_BUSY),
    "in pieces": (response(FILE, chunked=True), MORNING_BUSY),
    "packed and in pieces": (
        response(gzip.compress(FILE), chunked=True, Content_Encoding="gzip"),
        MORNING_BUSY,
    ),
    "under another type": (response(FILE, Content_Type="application/octet-stream"), MORNING_BUSY),
    "with a cookie": (response(FILE, Set_Cookie="a=b"), MORNING_BUSY),
    "a gigabyte packed in a megabyte": (
        response(bomb(1_000_000_000), Content_Encoding="gzip"),
        Trouble.TOO_BIG,
    ),
    "packed twice": (
        response(bomb(200_000_000, times=2), Content_Encoding="gzip, gzip"),
        Trouble.TOO_BIG,
    ),
    "packed in a hundred layers": (
        response(FILE, Content_Encoding=", ".join(["gzip"] * 100)),
        Trouble.UNAVAILABLE,
    ),
    "not packed though it says so": (
        response(FILE, Content_Encoding="gzip"),
        Trouble.UNAVAILABLE,
    ),
    "more than five megabytes": (response(FILE + b"X" * 5_000_000), Trouble.TOO_BIG),
    "without end": (
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"X" * 3_000_000),
        Trouble.TOO_BIG,
    ),
    "less than it promised": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", FILE),
        Trouble.UNAVAILABLE,
    ),
    "a body byte by byte": (
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\nBEGIN:VCALENDAR\r\n", b"X"),
        Trouble.TOO_SLOW,
    ),
    "a piece byte by byte": (
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n", b"X"),
        Trouble.TOO_SLOW,
    ),
    "a header byte by byte": (dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"X"), Trouble.TOO_SLOW),
    "the same hint for ever": (
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        Trouble.TOO_SLOW,
    ),
    "silence": (silent, Trouble.TOO_SLOW),
    "no protocol": (raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), Trouble.UNAVAILABLE),
    "a header without end": (
        raw(b"HTTP/1.1 200 OK\r\nX-A: " + b"X" * 1_000_000),
        Trouble.UNAVAILABLE,
    ),
    "a million headers": (
        raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000),
        Trouble.UNAVAILABLE,
    ),
    "a negative length": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + FILE),
        MORNING_BUSY,
    ),
    "unchanged, though nobody asked": (response(status="304 Not Modified"), Trouble.UNAVAILABLE),
    "a part": (response(FILE, status="206 Partial Content"), Trouble.UNAVAILABLE),
    "nothing to say": (response(status="204 No Content"), Trouble.UNAVAILABLE),
    "not there": (response(status="404 Not Found"), Trouble.NOT_FOUND),
    "no longer there": (response(status="410 Gone"), Trouble.NOT_FOUND),
    "closed": (response(status="401 Unauthorized", WWW_Authenticate="Basic"), Trouble.NOT_FOUND),
    "out of order": (response(FILE, status="503 Service Unavailable"), Trouble.UNAVAILABLE),
    "asked too often": (response(status="429 Too Many Requests"), Trouble.UNAVAILABLE),
    "to itself for ever": (redirect("/a.ics"), Trouble.REDIRECTED),
    "to nowhere": (response(status="302 Found"), Trouble.REDIRECTED),
    "away from https": (redirect("http://agenda.exemple.test/a.ics"), Trouble.INSECURE),
    "to a file": (redirect("file:///etc/passwd"), Trouble.INSECURE),
    "to words": (redirect("data:text/calendar,BEGIN:VCALENDAR"), Trouble.INSECURE),
    "to gopher": (redirect("gopher://127.0.0.1:6379/_FLUSHALL"), Trouble.INSECURE),
    "with a password": (redirect("https://a:b@agenda.exemple.test/"), Trouble.INSECURE),
    "to another port": (redirect("https://agenda.exemple.test:22/"), Trouble.INSECURE),
    "to an address that is none": (redirect("https://[::1/"), Trouble.INSECURE),
}
