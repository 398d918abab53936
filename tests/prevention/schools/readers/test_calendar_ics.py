from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from prevention.schools.readers.calendar import merge
from prevention.schools.readers.calendar_ics import read_calendar_ics

ZONE_B = Path(__file__).parents[3] / "data" / "zone-b.ics"


def ics(*events, name="Calendrier Scolaire"):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//FR", f"X-WR-CALNAME:{name}"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@exemple.test", "DTSTAMP:20251201T090000Z"]
        lines += [*event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def event(summary="Vacances d'Hiver - Zone B", start="20270220", end="20270308", *more):
    return [
        f"SUMMARY:{summary}",
        f"DTSTART;VALUE=DATE:{start}",
        f"DTEND;VALUE=DATE:{end}",
        *more,
    ]


def spans(text):
    return [
        (holiday.zone.value, holiday.name, holiday.starts_on, holiday.ends_on)
        for holiday in merge(read_calendar_ics(text))
    ]


def test_the_file_of_a_zone_gives_each_holiday_of_its_pupils():
    holidays = spans(ZONE_B.read_bytes().decode())

    assert len(holidays) == 18
    assert holidays[-3:] == [
        ("B", "Vacances de Printemps", date(2027, 4, 17), date(2027, 5, 2)),
        ("B", "Pont de l'Ascension", date(2027, 5, 7), date(2027, 5, 7)),
        ("B", "Vacances d'Été", date(2027, 7, 3), date(2027, 8, 31)),
    ]


def test_the_file_of_several_zones_gives_each_its_own_whole_holidays():
    text = ics(
        event("Vacances d'Hiver - Zones A/B - Corse", "20270220", "20270227"),
        event("Vacances d'Hiver - Zone B", "20270227", "20270308"),
    )

    assert spans(text) == [
        ("A", "Vacances d'Hiver", date(2027, 2, 20), date(2027, 2, 26)),
        ("B", "Vacances d'Hiver", date(2027, 2, 20), date(2027, 3, 7)),
        ("CORSE", "Vacances d'Hiver", date(2027, 2, 20), date(2027, 2, 26)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        ics(event("Vacances d'Hiver", "20270220", "20270308", "LOCATION:Zone B")),
        ics(event("Vacances d'Hiver"), name="Calendrier Scolaire - Zone B"),
    ],
)
def test_a_zone_may_be_named_by_the_place_or_by_the_file(text):
    assert [zone for zone, *_ in spans(text)] == ["B"]


def test_what_is_not_for_pupils_is_passed_over():
    text = ics(
        event("Rentrée scolaire des élèves - Zone B", "20260901", "20260902"),
        event("Vacances d'Été(prérentrée Enseignants) - Zone B", "20270827", "20270901"),
    )

    assert spans(text) == []


def test_an_event_without_an_end_is_one_day_off():
    text = ics(["SUMMARY:Pont de l'Ascension - Zone B", "DTSTART;VALUE=DATE:20270507"])

    assert spans(text) == [("B", "Pont de l'Ascension", date(2027, 5, 7), date(2027, 5, 7))]


def test_instants_are_midnights_of_paris():
    text = ics(
        [
            "SUMMARY:Vacances d'Hiver - Zone B",
            "DTSTART:20270219T230000Z",
            "DTEND:20270307T230000Z",
        ]
    )

    assert spans(text) == [("B", "Vacances d'Hiver", date(2027, 2, 20), date(2027, 3, 7))]


FOLDED = "LOCATION:Aix-Marseille\\, Amiens\\, Lille\\, Nancy-Metz\\, Nantes\\, Nice\\, Norm"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_calendar"),
        ("Description;Population\n", "not_a_calendar"),
        ("<!doctype html><title>404</title>", "not_a_calendar"),
        ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "not_a_calendar"),
        (ics(event()).removesuffix("END:VCALENDAR\r\n"), "not_a_calendar"),
        (ics(event())[:200], "not_a_calendar"),
        (ics(event()) * 2, "not_a_calendar"),
        (ics([*event(), FOLDED, "andie\\, Rennes"]), "damaged_line"),
        (ics(event(start="20271345")), "damaged_line"),
        (ics(event(start="20270229")), "damaged_line"),
        (ics(event(start="2027-02-20")), "damaged_line"),
        (ics(event(start="20270220\0")), "damaged_line"),
        (ics(["SUMMARY:Vacances d'Hiver - Zone B"]), "no_date"),
        (ics([*event(), "DTSTART;VALUE=DATE:20270221"]), "no_date"),
        (ics(event("Vacances d'Hiver")), "no_zone"),
        (ics(event("Vacances d'Hiver - Zone D")), "zone"),
        (ics(event(start="20270308", end="20270220")), "order"),
        (ics(event(end="20990308")), "other_year"),
    ],
)
def test_a_damaged_calendar_is_refused_with_a_sentence(text, code):
    with pytest.raises(ValidationError) as refusal:
        spans(text)

    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


def test_a_calendar_cut_anywhere_is_refused():
    text = ZONE_B.read_bytes().decode()

    for end in range(0, len(text) - 15, 7):
        with pytest.raises(ValidationError):
            spans(text[:end])
