import pytest
from django.test.utils import CaptureQueriesContext

from prevention.vocabulary import Level
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    OrganisationFactory,
    SchoolFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client_of, teacher):
    def found(**query):
        answer = client_of(teacher).get("/api/v1/offers/", query)
        assert answer.status_code == 200, answer.json()
        return answer.json()["results"]

    return found


@pytest.fixture
def titles(search):
    return lambda **query: [offer["title"] for offer in search(**query)]


@pytest.fixture
def refused(client_of, teacher):
    def errors(**query):
        answer = client_of(teacher).get("/api/v1/offers/", query)
        assert answer.status_code == 400
        return answer.json()["errors"]

    return errors


def given(**values):
    """An offer that somebody gives."""
    base = values.pop("base", None)
    return OfferFactory(facilitators=[FacilitatorFactory(base=base)], **values)


class TestForAClass:
    def test_an_offer_fits_a_mixed_class_when_it_takes_every_level(self, titles, school):
        any_level = ThemeFactory(levels=tuple(Level))
        given(title="Dès le CM2", levels=["CM2", "6E"], theme=any_level)
        given(title="Collège", levels=["6E", "5E"], theme=any_level)
        mixed = ClassGroupFactory(school=school, levels=["CM2", "6E"])

        assert titles(class_group=mixed.pk) == ["Dès le CM2"]

    def test_what_does_not_fit_can_be_shown_with_its_reasons(self, search, school):
        given(title="A", levels=["5E"])
        elsewhere = given(title="B", levels=["6E"])
        elsewhere.communes.add(CommuneFactory(insee_code="59014", name="Anzin"))
        group = ClassGroupFactory(school=school, levels=["5E"])

        shown = search(class_group=group.pk, fit="all")

        assert [(offer["title"], offer["fits"], offer["why_not"]) for offer in shown] == [
            ("A", True, []),
            (
                "B",
                False,
                [
                    {
                        "code": "level_outside_offer",
                        "detail": "This offer is not for 7th grade (5e): choose another offer.",
                    },
                    {
                        "code": "commune_not_served",
                        "detail": "The partner does not come to Valenciennes for this offer:"
                        " choose another offer.",
                    },
                ],
            ),
        ]

    def test_the_list_holds_exactly_what_nothing_is_against(self, search, school):
        for levels in (["5E"], ["6E", "5E"], ["6E"]):
            given(levels=levels)
        OfferFactory(title="Personne")
        group = ClassGroupFactory(school=school, levels=["5E"])

        everything = search(class_group=group.pk, fit="all")

        assert len(everything) == 4
        assert all(offer["fits"] is (offer["why_not"] == []) for offer in everything)
        fitting = [offer for offer in everything if offer["fits"]]
        assert search(class_group=group.pk) == search(class_group=group.pk, fit="only") == fitting

    def test_without_a_class_nothing_is_judged(self, search):
        given()

        (offer,) = search(fit="all")

        assert (offer["fits"], offer["why_not"], offer["distance_km"]) == (None, None, None)

    @pytest.mark.parametrize("fit", ["only", "all"])
    def test_nothing_fits_a_class_out_of_reach(self, titles, fit):
        given()

        assert titles(class_group=ClassGroupFactory().pk, fit=fit) == []

    def test_an_offer_fits_several_classes_when_it_fits_each(self, titles, school):
        any_level = ThemeFactory(levels=tuple(Level))
        given(title="Collège", levels=["6E", "5E"], theme=any_level)
        given(title="Sixième", levels=["6E"], theme=any_level)
        sixth, fifth = (ClassGroupFactory(school=school, levels=[one]) for one in ("6E", "5E"))

        assert titles(class_group=[sixth.pk, fifth.pk]) == ["Collège"]
        assert titles(class_group=[sixth.pk, sixth.pk]) == ["Collège", "Sixième"]

    def test_what_stands_against_several_classes_is_said_once(self, search, school):
        given(levels=["6E"])
        fifth, other, fourth = (
            ClassGroupFactory(school=school, levels=[one]) for one in ("5E", "5E", "4E")
        )

        (offer,) = search(class_group=[fifth.pk, other.pk, fourth.pk], fit="all")

        assert [why["detail"] for why in offer["why_not"]] == [
            "This offer is not for 7th grade (5e): choose another offer.",
            "This offer is not for 8th grade (4e): choose another offer.",
        ]

    def test_one_class_out_of_reach_is_enough_to_find_nothing(self, titles, school):
        given()
        mine = ClassGroupFactory(school=school)

        assert titles(class_group=[mine.pk, ClassGroupFactory().pk]) == []

    def test_a_class_or_too_many_that_cannot_be_are_said(self, refused):
        assert list(refused(class_group=["x"])) == ["class_group"]
        assert list(refused(class_group=list(range(1, 63)))) == ["class_group"]


class TestNear:
    """The school is in the middle of Valenciennes."""

    @pytest.fixture
    def school(self):
        return SchoolFactory(latitude=50.3574, longitude=3.5235)

    @pytest.fixture(autouse=True)
    def _offers(self):
        for code, name, point in [
            ("59172", "Denain", (50.3290, 3.3950)),
            ("59350", "Lille", (50.6292, 3.0573)),
        ]:
            base = CommuneFactory(insee_code=code, name=name, latitude=point[0], longitude=point[1])
            given(title=f"De {name}", base=base)
        given(title="D’on ne sait où")
        given(
            title="D’un lieu sans coordonnées",
            base=CommuneFactory(insee_code="59999", latitude=None, longitude=None),
        )

    @pytest.fixture
    def distances(self, search):
        return lambda **query: [(offer["title"], offer["distance_km"]) for offer in search(**query)]

    def test_the_nearest_come_first_and_the_unknown_last(self, distances, school):
        assert distances(near=school.pk) == [
            ("De Denain", 9.7),
            ("De Lille", 44.7),
            ("D’on ne sait où", None),
            ("D’un lieu sans coordonnées", None),
        ]

    def test_no_farther_than_asked(self, titles, school):
        assert titles(near=school.pk, within_km=9.7) == ["De Denain"]
        assert titles(near=school.pk, within_km=9.6) == []

    def test_the_nearest_of_those_who_may_give_it_counts(self, distances, school):
        here = FacilitatorFactory(base=school.commune)
        offer = given(title="À deux", base=CommuneFactory(insee_code="59350"))
        offer.facilitators.add(here)
        assert distances(near=school.pk, search="deux") == [("À deux", 0.1)]

        here.themes.set([ThemeFactory(code="CYB")])
        assert distances(near=school.pk, search="deux") == [("À deux", 44.7)]

    def test_pages_follow_the_distance(self, client_of, teacher, school):
        client, address, titles = client_of(teacher), "/api/v1/offers/", []
        query = {"near": school.pk, "page_size": 1}

        while address:
            page = client.get(address, query).json()
            titles += [offer["title"] for offer in page["results"]]
            address, query = page["next"], None

        assert titles == [
            "De Denain",
            "De Lille",
            "D’on ne sait où",
            "D’un lieu sans coordonnées",
        ]

    def test_nothing_is_near_a_school_out_of_reach(self, titles):
        assert titles(near=SchoolFactory().pk) == titles(near="0000000X") == []

    def test_a_school_without_a_point_is_near_nothing_known(self, distances, school):
        school.latitude = school.commune.latitude = None
        school.save()
        school.commune.save()

        assert {distance for _title, distance in distances(near=school.pk)} == {None}

    def test_a_distance_without_a_school_says_nothing(self, refused):
        assert refused(within_km=10) == {"within_km": ["Say near which school (near)."]}


def test_every_level_named_is_needed(titles):
    given(title="Deux niveaux", levels=["6E", "5E"])
    given(title="Un niveau", levels=["6E"])

    assert titles(level="6E") == ["Deux niveaux", "Un niveau"]
    assert titles(level=["6E", "5E"]) == ["Deux niveaux"]


def test_any_of_the_themes_named_will_do(titles):
    given(title="Écrans", theme=ThemeFactory(code="CYB"))
    given(title="Rumeurs", theme=ThemeFactory(code="HAR"))
    given(title="Respect")

    assert titles(theme="CYB") == ["Écrans"]
    assert set(titles(theme=["CYB", "HAR"])) == {"Écrans", "Rumeurs"}


def test_offers_are_found_by_partner_and_by_kind(titles):
    partner = OrganisationFactory()
    given(title="Spectacle", kind="SHOW", organisation=partner)
    given(title="Séance")

    assert titles(organisation=partner.pk) == titles(kind="SHOW") == ["Spectacle"]


def test_an_offer_that_names_no_commune_goes_everywhere(titles):
    anzin = CommuneFactory(insee_code="59014", name="Anzin")
    given(title="Anzin").communes.add(anzin)
    given(title="Ailleurs").communes.add(CommuneFactory())
    given(title="Partout")

    assert titles(commune="59014") == ["Anzin", "Partout"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"level": "CP9"}, "level"),
        ({"theme": "RIEN"}, "theme"),
        ({"commune": "00000"}, "commune"),
        ({"kind": "INTERNAL"}, "kind"),
        ({"organisation": 0}, "organisation"),
        ({"within_km": -1}, "within_km"),
        ({"fit": "some"}, "fit"),
    ],
)
def test_what_names_nothing_is_said_by_field(refused, query, field):
    assert set(refused(**query)) >= {field}


def test_words_are_found_in_whatever_names_the_offer_accents_aside(titles):
    cyber = ThemeFactory(code="CYB", name="Cyberharcèlement")
    given(title="A", description="Les écrans, parlons-en")
    given(title="B Écrans")
    given(title="C", theme=cyber)
    given(title="D", organisation=OrganisationFactory(name="Les Écrans du Hainaut"))

    assert titles(search="ecrans") == ["A", "B Écrans", "D"]
    assert titles(search="HARCELEMENT") == ["C"]
    assert titles(search="ecrans parlons") == ["A"]


def test_a_search_costs_the_same_however_much_it_finds(client_of, teacher, school, the_connection):
    groups = [one.pk for one in ClassGroupFactory.create_batch(3, school=school)]
    client = client_of(teacher)
    teacher.reach()  # read once a request

    def cost(classes=1):
        query = {"class_group": groups[:classes], "fit": "all", "near": school.pk}
        with CaptureQueriesContext(the_connection) as queries:
            found = client.get("/api/v1/offers/", query).json()["results"]
        return len(found), len(queries)

    def another(n):
        base = CommuneFactory(insee_code=f"590{n:02d}")
        offer = given(base=base, theme=ThemeFactory(code=f"T{n}", needs_agreement=True))
        offer.communes.add(base)
        offer.materials.add(MaterialFactory())
        offer.facilitators.get().themes.add(offer.theme)
        AgreementFactory(organisation=offer.organisation, themes=[offer.theme])

    another(1)
    _one, few = cost()
    for n in range(2, 6):
        another(n)

    assert cost() == (5, few)
    assert cost(classes=3) == (5, few)
    assert few <= 16
