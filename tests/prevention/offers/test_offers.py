import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from prevention.models import Offer
from prevention.vocabulary import SessionKind
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def test_an_offer_is_quietly_for_one_class_once():
    offer = Offer()

    assert (offer.kind, offer.groups_per_session, offer.sessions_in_series) == ("CLASS", 1, 1)
    assert offer.free_cancellation_days == 15


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": SessionKind.INTERNAL}, "offer_is_never_internal"),
        ({"groups_per_session": 0}, "offer_takes_classes"),
        ({"groups_per_session": 21}, "offer_takes_classes"),
        ({"sessions_in_series": 0}, "offer_has_sessions"),
        ({"sessions_in_series": 13}, "offer_has_sessions"),
    ],
)
def test_the_database_itself_refuses_an_offer_that_cannot_be(values, constraint):
    offer = OfferFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**values)


@pytest.mark.parametrize("kind", [kind for kind in SessionKind if kind != SessionKind.INTERNAL])
def test_partners_offer_every_kind_of_session_but_the_schools_own(kind):
    OfferFactory(kind=kind).full_clean(exclude=["facilitators"])


def test_an_offer_of_the_schools_own_is_refused_in_words():
    offer = OfferFactory.build(kind=SessionKind.INTERNAL)

    with pytest.raises(ValidationError) as refusal:
        offer.clean_fields(exclude=["organisation", "theme"])

    assert set(refusal.value.message_dict) == {"kind"}
