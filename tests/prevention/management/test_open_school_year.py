import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from prevention.models import ClassGroup, SchoolYear
from tests.factories import ClassGroupFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    with translation.override("en"):
        call_command("open_school_year", *arguments, stdout=out)
    return out.getvalue()


def test_the_report_says_what_was_carried_on():
    ClassGroupFactory.create_batch(2)

    report = run("2027")

    assert report.splitlines() == [
        "School year 2027-2028, new.",
        "Classes carried on, without their head count: 2.",
        "Classes already there, left as they are: 0.",
        "Classes left behind with a closed school: 0.",
    ]
    assert ClassGroup.objects.filter(school_year=2027).count() == 2


def test_programs_get_the_report_as_json():
    ClassGroupFactory()

    assert json.loads(run("2027", "--json")) == {
        "school_year": 2027,
        "newly_opened": True,
        "carried_on": 1,
        "already_there": 0,
        "left_with_closed_schools": 0,
        "dry_run": False,
    }


def test_a_dry_run_says_all_and_writes_nothing():
    ClassGroupFactory()

    report = run("2027", "--dry-run")

    assert "Classes carried on, without their head count: 1." in report
    assert report.endswith("Dry run: nothing was written.\n")
    assert not SchoolYear.objects.filter(year=2027).exists()
    assert not ClassGroup.objects.filter(school_year=2027).exists()


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2028", "The school year 2027-2028 is not open: open it before 2028-2029."),
        ("1", "greater than or equal to 2000"),
    ],
)
def test_a_year_that_cannot_be_opened_gives_a_sentence(year, sentence):
    SchoolYearFactory(year=2026)

    with pytest.raises(CommandError, match=sentence):
        run(year)
