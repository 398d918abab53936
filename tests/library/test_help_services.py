from datetime import date

import pytest
from django.core.exceptions import ValidationError

from library.models import HelpService
from prevention.vocabulary import Level
from tests.factories import CommuneFactory, HelpServiceFactory, ThemeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 14)


def test_a_service_is_shown_while_it_exists():
    now = HelpServiceFactory(valid_from=TODAY, valid_until=TODAY)
    HelpServiceFactory(valid_from=date(2026, 9, 15))
    HelpServiceFactory(valid_until=date(2026, 9, 13))
    always = HelpServiceFactory()

    assert set(HelpService.objects.in_force(today=TODAY)) == {now, always}


def test_a_service_for_some_themes_places_and_levels_is_shown_there():
    bullying, other = ThemeFactory(code="HAR"), ThemeFactory(code="ADD")
    here, elsewhere = CommuneFactory(), CommuneFactory(insee_code="59172", name="Denain")
    everywhere = HelpServiceFactory()
    local = HelpServiceFactory(levels=(Level.TROISIEME,))
    local.themes.add(bullying)
    local.communes.add(here)

    services = HelpService.objects.order_by("pk")

    assert list(services.about(["HAR"])) == [everywhere, local]
    assert list(services.about([other.code])) == [everywhere]
    assert list(services.serving(here.pk)) == [everywhere, local]
    assert list(services.serving(elsewhere.pk)) == [everywhere]
    assert list(services.for_levels((Level.CM1,))) == [everywhere]


def test_emergencies_come_first():
    HelpServiceFactory(position=1)
    emergency = HelpServiceFactory(emergency=True, position=50)

    assert HelpService.objects.first() == emergency


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "", "url": ""},
        {"opening_hours": "toujours"},
        {"levels": ()},
        {"valid_from": TODAY, "valid_until": date(2026, 9, 1)},
    ],
    ids=str,
)
def test_a_service_nobody_can_reach_is_refused(wrong):
    service = HelpServiceFactory.build(**wrong)

    with pytest.raises(ValidationError):
        service.full_clean()
