"""What the search calls unfit, the booking refuses."""

import pytest

from prevention.errors import RefusedError
from prevention.models import Offer, Organisation, Session, Theme
from prevention.offers.fitting import judge
from prevention.scheduling.acts import Line, request_sessions
from tests.factories import CommuneFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def elsewhere(offer):
    offer.communes.set([CommuneFactory(insee_code="59014", name="Anzin")])


def of_another_theme(offer):
    offer.facilitators.get().themes.set([ThemeFactory(code="CYB")])


def of_an_association(_offer):
    Organisation.objects.update(kind="ASSOCIATION")
    Theme.objects.update(needs_agreement=True)


SPOILT = {
    "offer_withdrawn": lambda _offer: Offer.objects.update(active=False),
    "not_for_classes": lambda _offer: Offer.objects.update(kind="PARENTS"),
    "level_outside_offer": lambda _offer: Offer.objects.update(levels=["3E"]),
    "level_outside_theme": lambda _offer: Theme.objects.update(levels=["3E"]),
    "commune_not_served": elsewhere,
    "agreement_missing": of_an_association,
    "too_few_facilitators": of_another_theme,
}
# Asked of one day, nobody being there is told as it is: another day may have somebody.
SAID_OF_A_DAY = {"too_few_facilitators": "no_facilitator"}


@pytest.mark.parametrize("reason", SPOILT)
def test_what_does_not_fit_cannot_be_asked_for(reason, offer, group, teacher, tuesday, now):
    SPOILT[reason](offer)
    offer = Offer.objects.get(pk=offer.pk)

    with pytest.raises(RefusedError) as refusal:
        request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)

    ((unfit,),) = judge([offer], [group])
    assert unfit.code == reason
    assert refusal.value.code == SAID_OF_A_DAY.get(reason, reason)
    assert not Session.objects.exists()
