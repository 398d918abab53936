"""What people type, and what they should find first: the same on both databases."""

import pytest

from library.models import Material
from library.search.facets import FACETS
from library.search.finding import Question, find
from tests.library.search import shelf

pytestmark = pytest.mark.django_db

# A question, what it finds first, and what it must not find.
QUESTIONS = {
    # Accents, capitals, ligatures, apostrophes.
    "harcelement en stage": ("cap-travail", "harcelement-cm"),
    "LE HARCÈLEMENT : REPÉRER": ("harcelement-cm", "tabac"),
    "puberté": ("puberte-cm2", "ist"),
    "Puberte": ("puberte-cm2", "ist"),
    "soeur": ("soeur", "evars-cadre"),
    "sœur": ("soeur", "evars-cadre"),
    "oeuvre commune": ("cooperation", "soeur"),
    "l'intimité": ("intimite-cp", "tabac"),
    "l’amour": ("amour-college", "tabac"),
    "égalité filles garçons": ("egalite-eps", "tabac"),
    # Plurals, endings, conjugated forms.
    "émotion": ("emotions-maternelle", "tabac"),
    "jeu vidéo": ("jeux-video", "tabac"),
    "réseau": ("reseaux", "tabac"),
    "harcelées à la cantine": ("harcelement-film", "tabac"),
    "consentir": ("consentement-seance", "tabac"),
    "sexiste": ("sexisme-college", "tabac"),
    "amoureuses": ("amour-college", "tabac"),
    "stéréotypes": ("orientation-3e", "tabac"),
    "règle": ("regles", "tabac"),
    "secret": ("secret-cm", "tabac"),
    # Hyphens.
    "cyberharcèlement": ("cyber-college", "tabac"),
    "cyber-harcèlement": ("cyber-college", "tabac"),
    "filles-garçons": ("egalite-eps", "tabac"),
    "mal-être": ("suicide", "tabac"),
    "intra-familiales": ("vademecum", "tabac"),
    # Numbers and codes.
    "3018": ("3018-affiche", "119-affiche"),
    "119": ("119-affiche", "3018-affiche"),
    "3114": ("suicide", "3018-affiche"),
    "EVARS": ("evars-cadre", "tabac"),
    "evars 5e": ("papillomavirus-parents", "consentement-lycee"),
    "HPV": ("papillomavirus-parents", "tabac"),
    "puberté CM2": ("puberte-cm2", "corps-maternelle"),
    "gestes 6e": ("secours-6e", "secours-maternelle"),
    # Several words; as many of them as there are.
    "pression du groupe": ("critique", "harcelement-cm"),
    "comment parler du tabac à mon adolescent": ("tabac-parents", "tabac"),
    "emprise dans les couples": ("violences-couple", "prostitution"),
    "loi cannabis": ("cannabis", "nudes"),
    "permis internet licorne": ("internet-cm", "tabac"),
    # In a file's text alone, in a theme's name alone, in a label.
    "sociogramme": ("mots", "harcelement-cm"),
    "procureur": ("vademecum", "119-affiche"),
    "violentomètre": ("violences-couple", "vademecum"),
    "psychosociales examen": ("stress", "tabac"),
    "racisme": ("racisme", "egalite-eps"),
    "livret FALC": ("falc", "ecrans-cp"),
    "sous-titres secours": ("secours-maternelle", "secours-6e"),
    "gendarmerie": ("internet-cm", "tabac"),
    # What words stand for.
    "vidéo consentement": ("consentement-college", "consentement-seance"),
    "bullying témoins": ("harcelement-cm", "tabac"),
    "sixième secours": ("secours-6e", "secours-maternelle"),
    "écran maternelle": ("ecrans-cp", "velo"),
    "affiche danger": ("119-affiche", "3018-affiche"),
    # As one types.
    "contrac": ("contraception", "tabac"),
    "consentem": ("consentement-college", "tabac"),
    "défib": ("secours-6e", "secours-maternelle"),
    "papillom": ("ist", "tabac"),
    # Syntax is no syntax here.
    '"zone grise"': ("consentement-lycee", "tabac"),
    "zone AND grise": ("consentement-lycee", "tabac"),
    "grise*": ("consentement-lycee", "tabac"),
    "title:grise": ("consentement-lycee", "tabac"),
    "NEAR(zone grise, 2)": ("consentement-lycee", "tabac"),
    "-grise & !zone | (": ("consentement-lycee", "tabac"),
    "zone' OR '1'='1": ("consentement-lycee", "tabac"),
    "{grise} ^zone \\ % _": ("consentement-lycee", "tabac"),
    "grise " * 500: ("consentement-lycee", "tabac"),
    "grise " + "x" * 5000: ("consentement-lycee", "tabac"),
}


@pytest.fixture
def names():
    return {material.pk: name for name, material in shelf.fill().items()}


def _question(words, chosen):
    return Question(words, {facet: frozenset(values) for facet, values in chosen.items()})


def ask(names, words, **chosen):
    found = find(Material.objects.published(), _question(words, chosen))
    return [names[pk] for pk in found.matches]


def test_each_question_finds_first_what_it_should(names):
    first = {words: (ask(names, words) or [None])[0] for words in QUESTIONS}

    assert first == {words: expected for words, (expected, _other) in QUESTIONS.items()}


def test_no_question_finds_what_it_should_not(names):
    wrong = {words: other for words, (_, other) in QUESTIONS.items() if other in ask(names, words)}

    assert wrong == {}


def test_choices_alone_find_what_was_just_reviewed_first(names):
    by_name = {name: pk for pk, name in names.items()}
    Material.objects.filter(pk=by_name["velo"]).update(reviewed_on="2026-10-01")

    assert ask(names, "", kind=["GAME"], theme=["ROUTE"]) == ["velo", "alcool"]


def test_a_material_for_just_the_levels_asked_comes_before_broader_ones(names):
    assert ask(names, "puberté", level=["CM2"]) == ["puberte-cm2", "puberte-college"]
    assert ask(names, "", level=["6E"], theme=["HARCEL"])[0] == "mots"
    assert ask(names, "", level=["CAP1", "CAP2"], theme=["HARCEL"])[0] == "cap-travail"


QUESTIONS_WITH_CHOICES = [
    ("", {}),
    ("harcèlement", {}),
    ("", {"level": ["CM1", "CM2"]}),
    ("corps", {"kind": ["BOOK", "VIDEO"]}),
    ("", {"theme": ["EVARS", "CPS"], "accessibility": ["SUBTITLES"], "axis": ["A1"]}),
    ("élèves", {"duration": ["60"], "audience": ["TEACHER"], "level": ["4E"]}),
    ("licorne", {"licence": ["CC0"]}),
    ("loi", {"language": ["fr"], "source": ["Ville de Valenciennes"]}),
]


def test_each_choice_leads_to_as_many_as_it_says_and_the_others_nowhere(names):
    everything = find(Material.objects.published(), Question()).counts
    told, lists = {}, {}

    for words, chosen in QUESTIONS_WITH_CHOICES:
        counts = find(Material.objects.published(), _question(words, chosen)).counts
        for facet, values in everything.items():
            beside = chosen.get(facet, []) if FACETS[facet].all_needed else []
            for value in values:
                choice = {**chosen, facet: [*beside, value]}
                told[words, facet, value] = counts[facet][value]
                lists[words, facet, value] = len(ask(names, words, **choice))

    assert lists == told


def test_a_question_is_one_query(names, django_assert_num_queries):
    with django_assert_num_queries(1):
        ask(names, "harcèlement à l’école", level=["6E"], kind=["VIDEO"])


def test_nothing_is_found_among_nothing(names):
    assert not find(Material.objects.none(), Question("harcèlement")).matches
    assert not find(Material.objects.filter(audience__in=[]), Question()).matches
