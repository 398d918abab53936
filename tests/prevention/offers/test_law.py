from datetime import date

import pytest
from django.core.management import call_command
from django.utils import translation

from library.models import Material
from prevention.models import Duty, Theme
from prevention.offers.law import Loaded, load_law
from prevention.vocabulary import Level
from tests.factories import MaterialFactory

pytestmark = pytest.mark.django_db

PRIMARY = tuple(Level)[:9]
SECONDARY = tuple(Level)[9:]


def test_the_law_owes_each_class_what_its_articles_say():
    load_law()

    assert {
        duty.code: (duty.amount, duty.unit, duty.levels, [str(t.pk) for t in duty.themes.all()])
        for duty in Duty.objects.all()
    } == {
        "EVAR": (3, "SESSIONS", PRIMARY, ["EVAR"]),
        "EVARS": (3, "SESSIONS", SECONDARY, ["EVARS"]),
        "ADD": (1, "SESSIONS", SECONDARY, ["ADD"]),
        "HAR": (10, "HOURS", tuple(Level)[4:], ["HAR"]),
    }
    assert all(duty.reference for duty in Duty.objects.all())


def test_sexuality_is_spoken_of_from_the_college_on():
    load_law()

    assert Theme.objects.get(code="EVAR").levels == PRIMARY
    assert Theme.objects.get(code="EVARS").levels == SECONDARY


def test_before_september_2025_the_new_programme_bound_nobody():
    load_law()

    assert [duty.code for duty in Duty.objects.in_force(school_year=2024)] == ["ADD", "HAR"]
    assert Duty.objects.in_force(school_year=2025).count() == 4


def test_the_second_load_changes_nothing():
    first = load_law()

    assert (first, load_law()) == (Loaded(new=14), Loaded(unchanged=14))


def test_a_row_that_drifted_is_brought_back_and_other_rows_stay():
    load_law()
    Duty.objects.filter(code="ADD").update(amount=2)
    Duty.objects.get(code="HAR").themes.clear()
    Theme.objects.create(code="MEDIA", name="Éducation aux médias", levels=["CM2"])

    loaded = load_law()

    assert loaded == Loaded(changed=2, unchanged=12)
    assert Duty.objects.get(code="ADD").amount == 1
    assert Duty.objects.get(code="HAR").themes.count() == 1
    assert Theme.objects.filter(code="MEDIA").exists()


def test_a_duty_that_ended_is_owed_no_more():
    load_law()
    Duty.objects.filter(code="HAR").update(valid_until=date(2026, 8, 31))

    assert "HAR" not in [duty.code for duty in Duty.objects.in_force(school_year=2026)]


def test_the_command_says_what_it_did(capsys):
    with translation.override("en"):
        call_command("load_law")

    assert capsys.readouterr().out == "Themes and duties: 14 new, 0 changed, 0 unchanged.\n"


def test_a_theme_brought_back_to_its_name_is_news_to_portals():
    load_law()
    Theme.objects.filter(pk="EVARS").update(name="Autre")
    material = MaterialFactory()
    material.themes.add("EVARS")

    load_law()

    assert Material.objects.get().updated_at > material.updated_at
