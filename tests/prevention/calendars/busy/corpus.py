"""Odd calendars that are read all the same, each with the busy times in it.

These are written as ``2026-09-16 09:00/10:00``, in Paris.
"""

from tests.prevention.calendars.busy.files import (
    APPLE,
    DAYS_OF_THE_WEEK,
    GOOGLE,
    GOOGLE_BUSY,
    IN_THAT_ZONE,
    MORNING,
    MORNING_BUSY,
    MORNING_FILE,
    OUTLOOK,
    OUTLOOK_BUSY,
    OUTLOOK_ZONE,
    ZIMBRA_ZONE,
    at,
    calendar,
    many,
)

READ = {
    "google": (GOOGLE, GOOGLE_BUSY),
    "outlook": (OUTLOOK, OUTLOOK_BUSY),
    "apple": (APPLE, ["2026-09-18 17:00/18:30"]),
    "outlook: a zone described under a name of its own, before and after summer time": (
        calendar(IN_THAT_ZONE, head=OUTLOOK_ZONE),
        ["2026-10-23 09:00/11:00", "2026-10-30 09:00/11:00"],
    ),
    "a zone described after its events": (
        calendar(IN_THAT_ZONE, tail=OUTLOOK_ZONE),
        ["2026-10-23 09:00/11:00", "2026-10-30 09:00/11:00"],
    ),
    "zimbra: a known zone with a wrong description": (
        calendar(
            "UID:z\nDTSTART;TZID=Europe/Brussels:20260916T0900"
            "00\nDTEND;TZID=Europe/Brussels:20260916T100000",
            head=ZIMBRA_ZONE,
        ),
        MORNING_BUSY,
    ),
    "a zone by the name that Windows gives it": (
        calendar("UID:w\nDTSTART;TZID=Tokyo Standard Time:20260916T160000\nDURATION:PT1H"),
        MORNING_BUSY,
    ),
    "a zone with a maker's name before it": (
        calendar(
            "UID:l\nDTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260916T090000\n"
            "DURATION:PT1H"
        ),
        MORNING_BUSY,
    ),
    "an unknown zone is local time": (
        calendar("UID:u\nDTSTART;TZID=Middle-earth/Bree:20260916T090000\nDURATION:PT1H"),
        MORNING_BUSY,
    ),
    "a zone that is a path": (
        calendar(
            "UID:p\nDTSTART;TZID=../../../etc/passwd:20260916T090000\nDURATION:PT1H",
            head="X-WR-TIMEZONE:../../../etc/passwd",
        ),
        MORNING_BUSY,
    ),
    "floating times are local": (
        calendar("UID:f\nDTSTART:20260916T090000\nDTEND:20260916T100000"),
        MORNING_BUSY,
    ),
    "floating times in a calendar with a zone": (
        calendar(
            "UID:f\nDTSTART:20260916T110000\nDTEND:20260916T120000",
            head="X-WR-TIMEZONE:Indian/Reunion",
        ),
        MORNING_BUSY,
    ),
    "days in a calendar with a zone": (
        calendar("UID:d\nDTSTART;VALUE=DATE:20260916", head="X-WR-TIMEZONE:Indian/Reunion"),
        ["2026-09-15 22:00/2026-09-16 22:00"],
    ),
    "a calendar whose zone is no zone": (
        calendar(MORNING, head="X-WR-TIMEZONE:Heure de Paris"),
        MORNING_BUSY,
    ),
    "a calendar whose zone has Windows' name": (
        calendar(
            "UID:f\nDTSTART:20260916T090000\nDURATION:PT1H",
            head="X-WR-TIMEZONE:Romance Standard Time",
        ),
        MORNING_BUSY,
    ),
    "utc recurs in the calendar's zone": (
        calendar(
            "UID:g\nDTSTART:20261021T070000Z\nDTEND:20261021T080000Z\nRRULE:FREQ=WEEKLY;COUNT=2",
            head="X-WR-TIMEZONE:Europe/Paris",
        ),
        ["2026-10-21 09:00/10:00", "2026-10-28 09:00/10:00"],
    ),
    "utc without a zone stays utc": (
        calendar(
            "UID:g\nDTSTART:20261021T070000Z\nDTEND:20261021T080000Z\nRRULE:FREQ=WEEKLY;COUNT=2"
        ),
        ["2026-10-21 09:00/10:00", "2026-10-28 08:00/09:00"],
    ),
    "one whole day": (
        calendar("UID:d\nDTSTART;VALUE=DATE:20260916"),
        ["2026-09-16 00:00/2026-09-17 00:00"],
    ),
    "several whole days, over the change of the clock": (
        calendar("UID:d\nDTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261027"),
        ["2026-10-24 00:00/2026-10-27 00:00"],
    ),
    "a day without VALUE=DATE": (
        calendar("UID:d\nDTSTART:20260916\nDTEND:20260917"),
        ["2026-09-16 00:00/2026-09-17 00:00"],
    ),
    "a night": (
        calendar("UID:n\nDTSTART:20260916T200000Z\nDTEND:20260917T060000Z"),
        ["2026-09-16 22:00/2026-09-17 08:00"],
    ),
    "years in one event are cut to the window": (
        calendar("UID:y\nDTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20400101"),
        ["2026-09-13 02:00/2027-10-19 02:00"],
    ),
    "transparent": (calendar(at("0900", "1000", "TRANSP:TRANSPARENT")), []),
    "cancelled": (calendar(at("0900", "1000", "STATUS:CANCELLED")), []),
    "free as outlook says it": (
        calendar(at("0900", "1000", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), MORNING),
        MORNING_BUSY,
    ),
    "tentative is busy": (calendar(at("0900", "1000", "STATUS:TENTATIVE")), MORNING_BUSY),
    "without a length": (
        calendar("UID:a\nDTSTART:20260916T080000Z", at("0900", "0900"), MORNING),
        MORNING_BUSY,
    ),
    "ends before it starts": (calendar(at("1100", "1000"), MORNING), MORNING_BUSY),
    "lasts less than nothing": (
        calendar("UID:m\nDTSTART:20260916T080000Z\nDURATION:-PT1H", MORNING),
        MORNING_BUSY,
    ),
    "starts nowhere": (calendar("UID:s\nSUMMARY:rien", "UID:t", MORNING), MORNING_BUSY),
    "starts at nonsense": (
        calendar("UID:s\nDTSTART:demain\nDTEND:après-demain", MORNING),
        MORNING_BUSY,
    ),
    "the 32nd of the 13th month": (
        calendar("UID:s\nDTSTART:20261332T256199Z\nDURATION:PT1H", MORNING),
        MORNING_BUSY,
    ),
    "starts twice": (
        calendar(at("0900", "1000", "DTSTART:20260917T080000Z"), MORNING),
        MORNING_BUSY,
    ),
    "starts with a day and ends with an hour: the day is of the hour's zone": (
        calendar("UID:s\nDTSTART;VALUE=DATE:20260916\nDTEND:20260916T080000Z"),
        ["2026-09-16 02:00/10:00"],
    ),
    "no names at all": (
        calendar(
            "DTSTART:20260916T070000Z\nDURATION:PT1H", "DTSTART:20260917T070000Z\nDURATION:PT1H"
        ),
        ["2026-09-16 09:00/10:00", "2026-09-17 09:00/10:00"],
    ),
    "one name for two events: the later revision counts": (
        calendar(at("0900", "1000", "SEQUENCE:2"), at("1400", "1500", "SEQUENCE:1")),
        MORNING_BUSY,
    ),
    "the beginning and the end of time": (
        calendar(
            "UID:e\nDTSTART:99991231T235959Z\nDURATION:P1D",
            "UID:b\nDTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY",
            MORNING,
        ),
        [*MORNING_BUSY, "2027-01-01 01:00/02:00"],
    ),
    "lasts for ever": (
        calendar("UID:e\nDTSTART:20260916T070000Z\nDURATION:P99999999999D", MORNING),
        MORNING_BUSY,
    ),
    "an occurrence is left out, another added": (
        calendar(
            at(
                "0900",
                "1000",
                "RRULE:FREQ=DAILY;COUNT=3",
                "EXDATE;TZID=Europe/Paris:20260917T090000",
            )
            + "\nRDATE;TZID=Europe/Paris:20260920T090000"
        ),
        ["2026-09-16 09:00/10:00", "2026-09-18 09:00/10:00", "2026-09-20 09:00/10:00"],
    ),
    "this occurrence and those after it moved": (
        calendar(
            at("0900", "1000", "RRULE:FREQ=DAILY;COUNT=3"),
            "UID:un\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260917T090000\n"
            "DTSTART;TZID=Europe/Paris:20260917T110000\nDTEND;TZID=Europe/Paris:20260917T120000",
        ),
        ["2026-09-16 09:00/10:00", "2026-09-17 11:00/12:00", "2026-09-18 11:00/12:00"],
    ),
    "an override without its series": (
        calendar(at("0900", "1000", "RECURRENCE-ID;TZID=Europe/Paris:20260101T090000")),
        MORNING_BUSY,
    ),
    "an override moved to the past does not come back": (
        calendar(
            at("0900", "1000", "RRULE:FREQ=DAILY;COUNT=2"),
            "UID:un\nRECURRENCE-ID;TZID=Europe/Paris:20260916T090000\n"
            "DTSTART;TZID=Europe/Paris:20260601T090000\nDTEND;TZID=Europe/Paris:20260601T100000",
        ),
        ["2026-09-17 09:00/10:00"],
    ),
    "a rule that is none": (
        calendar(at("0900", "1000", "RRULE:FREQ=SOMETIMES"), MORNING),
        MORNING_BUSY,
    ),
    "a rule that never comes true": (
        calendar(at("0900", "1000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), MORNING),
        [*MORNING_BUSY, *MORNING_BUSY],
    ),
    "a step into the far future": (
        calendar(at("0900", "1000", "RRULE:FREQ=DAILY;INTERVAL=99999999999"), MORNING),
        MORNING_BUSY,
    ),
    "a rule until a local time": (
        calendar(at("0900", "1000", "RRULE:FREQ=DAILY;UNTIL=20260917T090000")),
        ["2026-09-16 09:00/10:00", "2026-09-17 09:00/10:00"],
    ),
    "lines end as on unix": (MORNING_FILE.replace(b"\r\n", b"\n"), MORNING_BUSY),
    "lines end as on an old mac": (MORNING_FILE.replace(b"\r\n", b"\r"), MORNING_BUSY),
    "a mark before the first byte": (b"\xef\xbb\xbf" + MORNING_FILE, MORNING_BUSY),
    "names in small letters": (
        b"begin:vcalendar\nbegin:vevent\ndtstart:20260916T070000Z\nduration:PT1H\n%s"
        % b"end:vevent\nend:vcalendar\n",
        MORNING_BUSY,
    ),
    "bytes of another alphabet": (
        calendar(at("0900", "1000", "SUMMARY:caf\u00e9")).replace(b"\xc3\xa9", b"\xe9\x00\xff"),
        MORNING_BUSY,
    ),
    "several calendars in one file": (
        MORNING_FILE + calendar(at("1400", "1500", uid="deux")),
        [*MORNING_BUSY, "2026-09-16 14:00/15:00"],
    ),
    "tasks and journals are nobody's time": (
        calendar(
            MORNING,
            tail="BEGIN:VTODO\nUID:t\nDTSTART:20260916T080000Z\nDUE:20260916T090000Z\nEND:VTODO\n"
            "BEGIN:VJOURNAL\nUID:j\nDTSTART:20260916T080000Z\nEND:VJOURNAL",
        ),
        MORNING_BUSY,
    ),
    "nothing planned": (calendar(), []),
    "a hundred thousand events of years ago": (many(100_000, "20200916"), []),
    "each day of the week": (
        calendar(at("0900", "1000", f"RRULE:FREQ=WEEKLY;COUNT=2;BYDAY={DAYS_OF_THE_WEEK}")),
        ["2026-09-16 09:00/10:00", "2026-09-17 09:00/10:00"],
    ),
    "fifty thousand components in one another": (
        b"BEGIN:VCALENDAR\n"
        + b"BEGIN:VEVENT\n" * 50_000
        + b"END:VEVENT\n" * 50_000
        + MORNING_FILE.partition(b"\r\n")[2],
        MORNING_BUSY,
    ),
    "one line of almost five megabytes": (
        calendar(at("0900", "1000", "DESCRIPTION:" + "x" * 4_900_000)),
        MORNING_BUSY,
    ),
    "a million folds": (
        calendar(at("0900", "1000", "DESCRIPTION:" + "\n x" * 1_000_000)),
        MORNING_BUSY,
    ),
    "a line of dates without end": (
        calendar(at("0900", "1000", "RDATE:" + ",".join(["20260916T080000Z"] * 200_000))),
        MORNING_BUSY,
    ),
}
