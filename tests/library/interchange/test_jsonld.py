"""The page's data, read by an HTML parser and a reader of linked data that are not ours."""

import warnings
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from library.interchange.scolomfr import CONCEPTS
from tests.library.interchange.conftest import SITE

pytestmark = pytest.mark.django_db
SCHEMA = Namespace("https://schema.org/")


class Blocks(HTMLParser):
    """Gather what stands in blocks of linked data."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = False, []

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def read(client, material):
    page = client.get(reverse("catalogue-material", args=[material.public_id]))
    blocks = Blocks()
    blocks.feed(page.content.decode())
    [block] = blocks.found
    graph = Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the reader, by itself
        graph.parse(data=block, format="json-ld")
    return graph, URIRef(f"{SITE}/catalogue/{material.public_id}")


def test_a_reader_of_linked_data_finds_the_material(client, film):
    graph, it = read(client, film)

    assert set(graph.objects(it, RDF.type)) == {SCHEMA.LearningResource, SCHEMA.VideoObject}
    assert graph.value(it, SCHEMA.name) == Literal("Le consentement expliqué </script> & plus")
    assert graph.value(it, SCHEMA.license) == Literal(
        "https://creativecommons.org/licenses/by-sa/4.0/"
    )
    assert graph.value(it, SCHEMA.timeRequired) == Literal("PT1H30M")
    assert graph.value(it, SCHEMA.typicalAgeRange) == Literal("11-16")
    assert graph.value(it, SCHEMA.sameAs) == Literal("https://films.exemple.test/consentement")
    assert graph.value(it, SCHEMA.expires) == Literal("2028-09-01")
    audience = graph.value(it, SCHEMA.audience)
    assert graph.value(audience, SCHEMA.educationalRole) == Literal("student")


def test_its_levels_are_concepts_of_scolomfr(client, film):
    graph, it = read(client, film)

    levels = set(graph.objects(it, SCHEMA.educationalLevel))
    assert levels == {
        URIRef(f"{CONCEPTS}scolomfr-voc-022-num-{number}") for number in ("018", "136", "027")
    }
    codes = {str(graph.value(level, SCHEMA.termCode)) for level in levels}
    assert codes == {"6E", "2NDE"}


def test_its_warnings_and_the_advice_are_said(client, film):
    graph, it = read(client, film)

    usage = graph.value(it, SCHEMA.usageInfo)
    assert graph.value(usage, SCHEMA.text) == Literal(film.adult_advice)
    assert set(graph.objects(usage, SCHEMA.keywords)) == {
        Literal("violences sexuelles"),
        Literal("suicide"),
    }
    assert str(graph.value(it, SCHEMA.description)).startswith("Avertissement")


def test_its_accessibility_is_said_in_the_words_that_exist(client, film):
    graph, it = read(client, film)

    assert list(graph.objects(it, SCHEMA.accessibilityFeature)) == [Literal("captions")]
    assert "FALC" in graph.value(it, SCHEMA.accessibilitySummary)


def test_a_licence_without_an_address_is_named(client, guide):
    graph, it = read(client, guide)

    licence = graph.value(it, SCHEMA.license)
    assert graph.value(licence, SCHEMA.name) == Literal("pour un usage pédagogique seulement")
    file = graph.value(it, SCHEMA.encoding)
    assert graph.value(file, SCHEMA.encodingFormat) == Literal("application/pdf")
    assert graph.value(file, SCHEMA.contentUrl) is None


def test_whatever_a_title_holds_ends_no_script(client, film):
    page = client.get(reverse("catalogue-material", args=[film.public_id])).content.decode()

    assert page.count("</script>") == 1
    assert "</script>" not in page.partition("<body>")[2]
