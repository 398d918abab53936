import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from prevention.fields import to_bits, to_levels
from prevention.models import ClassGroup, Offer
from prevention.vocabulary import AGES, Level
from tests.factories import ClassGroupFactory, OfferFactory

some_levels = st.frozensets(st.sampled_from(Level))


@given(some_levels)
def test_levels_come_back_from_storage_in_school_order(levels):
    assert to_levels(to_bits(levels)) == tuple(level for level in Level if level in levels)


@given(some_levels)
def test_levels_are_read_from_a_text_of_codes(levels):
    assert to_levels(", ".join(levels)) == to_levels(levels)


@pytest.mark.parametrize("value", ["CM3", ["6E", "6EME"], 3.5])
def test_what_is_no_level_is_refused(value):
    with pytest.raises(ValidationError):
        to_levels(value)


def test_ages_are_those_reached_in_the_year_of_september():
    assert [AGES[code] for code in (Level.TPS, Level.SIXIEME, Level.TERMINALE, Level.CAP2)] == [
        2,
        11,
        17,
        16,
    ]


@pytest.mark.django_db
def test_the_database_compares_sets_of_levels():
    mixed = ClassGroupFactory(levels=(Level.CM2, Level.SIXIEME))
    sixth = ClassGroupFactory(levels=(Level.SIXIEME,))
    primary = ClassGroupFactory(levels=(Level.CM2,))
    groups = ClassGroup.objects.order_by("pk")

    assert list(groups.filter(levels__within=(Level.SIXIEME, Level.CINQUIEME))) == [sixth]
    assert list(groups.filter(levels__overlap=(Level.SIXIEME,))) == [mixed, sixth]
    assert list(groups.filter(levels__contains_all=mixed.levels)) == [mixed]
    assert list(groups.filter(levels__within=F("levels"))) == [mixed, sixth, primary]
    assert ClassGroup.objects.get(pk=mixed.pk).levels == (Level.CM2, Level.SIXIEME)


@pytest.mark.django_db
def test_an_offer_fits_a_mixed_class_only_when_it_takes_all_its_levels():
    OfferFactory(levels=(Level.SIXIEME,))
    both = OfferFactory(levels=(Level.CM2, Level.SIXIEME))

    assert list(Offer.objects.for_levels((Level.CM2, Level.SIXIEME))) == [both]


@pytest.mark.django_db
def test_a_class_without_a_level_is_refused_with_a_sentence():
    group = ClassGroupFactory.build(
        school=ClassGroupFactory().school, school_year_id=2026, levels=()
    )

    with pytest.raises(ValidationError) as refusal:
        group.full_clean()

    assert set(refusal.value.error_dict) >= {"levels"}


def test_forms_offer_levels_as_boxes_to_tick():
    field = ClassGroup._meta.get_field("levels").formfield()

    assert field.clean(["6E", "5E"]) == [Level.SIXIEME, Level.CINQUIEME]
    assert (
        ClassGroup(levels=["5E", "6E"])
        ._meta.get_field("levels")
        .value_to_string(ClassGroup(levels=["5E", "6E"]))
        == "6E,5E"
    )
