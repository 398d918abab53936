"""Which offers can come to a class, and why the others cannot."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention.models import Agreement, Offer, Organisation
from prevention.offers.fitting import fitting, judge
from prevention.offers.law import load_law
from prevention.vocabulary import Level
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    OfferFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """A class of 5e in Valenciennes, in 2026-27."""
    return ClassGroupFactory()


@pytest.fixture
def offer():
    facilitator = FacilitatorFactory(organisation__kind="ASSOCIATION")
    return OfferFactory(organisation=facilitator.organisation, facilitators=[facilitator])


def codes(offer, group):
    (reasons,) = judge([Offer.objects.get(pk=offer.pk)], [group])
    return [reason.code for reason in reasons]


def test_an_offer_for_the_level_with_somebody_to_give_it_fits(offer, group):
    assert codes(offer, group) == []


def test_a_mixed_class_across_primary_and_college_fits_neither_evar_nor_evars():
    load_law()
    mixed = ClassGroupFactory(levels=(Level.CM2, Level.SIXIEME))
    somebody = [FacilitatorFactory()]
    for theme in ("EVAR", "EVARS"):
        OfferFactory(theme_id=theme, levels=mixed.levels, facilitators=somebody)
    Organisation.objects.update(kind="SANTE")

    assert [
        [(reason.code, reason.facts["levels"]) for reason in reasons]
        for reasons in judge(list(Offer.objects.order_by("theme")), [mixed])
    ] == [[("level_outside_theme", ["6E"])], [("level_outside_theme", ["CM2"])]]


def test_every_reason_is_said_with_what_it_is_about(offer):
    group = ClassGroupFactory(levels=(Level.CM2, Level.SIXIEME))
    offer.theme.needs_agreement = True
    offer.theme.save()
    offer.communes.set([CommuneFactory(insee_code="59014", name="Anzin")])
    offer.active, offer.facilitators_needed, offer.kind = False, 2, "PARENTS"
    offer.save()

    (reasons,) = judge([offer], [group])

    never_agreed = (
        f"{offer.organisation.name} has no agreement for this theme and class in 2026-2027:"
        " choose another offer."
    )
    assert [(reason.code, str(reason)) for reason in reasons] == [
        ("offer_withdrawn", "This offer is no longer made: choose another offer."),
        (
            "not_for_classes",
            "This offer is for adults, not for classes: choose another offer.",
        ),
        ("level_outside_offer", "This offer is not for CM2: choose another offer."),
        ("level_outside_theme", f"“{offer.theme.name}” is not for CM2: choose another offer."),
        (
            "commune_not_served",
            "The partner does not come to Valenciennes for this offer: choose another offer.",
        ),
        ("agreement_missing", never_agreed),
        (
            "too_few_facilitators",
            "The partner has too few facilitators for this offer: choose another offer.",
        ),
    ]


def test_an_offer_goes_to_the_communes_it_names(offer, group):
    offer.communes.set([CommuneFactory(insee_code="59014", name="Anzin")])
    assert codes(offer, group) == ["commune_not_served"]

    offer.communes.add(group.school.commune)
    assert codes(offer, group) == []


class TestAgreements:
    @pytest.fixture(autouse=True)
    def _theme_needs_one(self, offer):
        offer.theme.needs_agreement = True
        offer.theme.save()

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2020, 1, 1), date(2026, 8, 31), ["agreement_missing"]),
            (date(2020, 1, 1), date(2026, 9, 1), []),
            (date(2027, 8, 31), date(2032, 1, 1), []),
            (date(2027, 9, 1), date(2032, 1, 1), ["agreement_missing"]),
        ],
    )
    def test_one_day_of_the_classs_school_year_is_enough(self, offer, group, first, last, expected):
        AgreementFactory(organisation=offer.organisation, valid_from=first, valid_until=last)

        assert codes(offer, group) == expected

    def test_it_is_for_the_theme(self, offer, group):
        AgreementFactory(organisation=offer.organisation, themes=[ThemeFactory(code="CYB")])

        assert codes(offer, group) == ["agreement_missing"]

    def test_it_is_for_every_level_of_the_class(self, offer, group):
        AgreementFactory(organisation=offer.organisation, levels=(Level.TROISIEME,))

        assert codes(offer, group) == ["agreement_missing"]

    def test_it_ends_with_the_one_it_extends(self, offer, group):
        national = AgreementFactory(scope="NATIONAL", valid_until=date(2026, 8, 31))
        AgreementFactory(organisation=offer.organisation, extends=national)

        assert codes(offer, group) == ["agreement_missing"]

    def test_police_and_health_need_none(self, offer, group):
        Organisation.objects.update(kind="POLICE")

        assert codes(offer, group) == []


class TestFacilitators:
    def test_who_names_no_theme_speaks_of_all(self, offer):
        assert [one.name for one in offer.qualified_facilitators()] == [
            one.name for one in offer.facilitators.all()
        ]

    def test_who_names_themes_speaks_of_these(self, offer, group):
        facilitator = offer.facilitators.get()
        facilitator.themes.set([ThemeFactory(code="CYB")])
        assert codes(offer, group) == ["too_few_facilitators"]

        facilitator.themes.add(offer.theme)
        assert codes(offer, group) == []
        assert offer.qualified_facilitators() == [facilitator]

    def test_who_has_left_gives_nothing(self, offer, group):
        offer.facilitators.update(active=False)

        assert codes(offer, group) == ["too_few_facilitators"]
        assert offer.qualified_facilitators() == []

    def test_a_session_for_two_takes_two(self, offer, group):
        Offer.objects.update(facilitators_needed=2)
        assert codes(offer, group) == ["too_few_facilitators"]

        offer.facilitators.add(FacilitatorFactory())
        assert codes(offer, group) == []


some_levels = st.sets(st.sampled_from(list(Level)), min_size=1, max_size=4).map(tuple)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=some_levels, offered=st.lists(some_levels, min_size=1, max_size=4))
def test_the_search_keeps_exactly_what_has_no_reason_against_it(offer, group, wanted, offered):
    group.levels = wanted
    made = [
        OfferFactory(levels=levels, theme=offer.theme, facilitators=[offer.facilitators.get()])
        for levels in offered
    ]
    read = list(Offer.objects.order_by("pk"))

    kept = set(fitting(Offer.objects.all(), [group]))

    assert kept == {
        one for one, reasons in zip(read, judge(read, [group]), strict=True) if not reasons
    }
    assert {one for one in made if set(wanted) <= set(one.levels) & set(one.theme.levels)} == (
        kept - {offer}
    )
    Offer.objects.exclude(pk=offer.pk).delete()


def test_judging_costs_the_same_for_one_offer_and_for_many(offer, group):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(fitting(Offer.objects.select_related("organisation", "theme"), [group]))
        return len(queries)

    def another(n):
        made = OfferFactory(
            theme=ThemeFactory(code=f"T{n}", needs_agreement=True),
            facilitators=FacilitatorFactory.create_batch(2),
        )
        made.communes.add(CommuneFactory(insee_code=f"590{n:02d}"))
        made.facilitators.first().themes.add(made.theme)
        AgreementFactory(organisation=made.organisation, extends=Agreement.objects.first())

    assert group.school.commune
    assert group.school_year
    another(1)
    few = cost()
    for n in range(2, 6):
        another(n)

    assert cost() == few == 7
