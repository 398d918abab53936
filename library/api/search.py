"""``GET materials/search``: what is found, why, and where each choice would lead."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from library.api.facets import FacetsSerializer, facet_values
from library.api.serializers import MaterialSerializer
from library.models import Material
from library.search.facets import FACETS, Duration
from library.search.finding import Question, find
from library.search.highlights import Segment
from library.search.results import Result, read_page
from library.vocabulary import AccessFeature, Audience, Licence, MaterialKind
from prevention.api.views import Resource, asker
from prevention.vocabulary import Axis, Level

MOST_CHOICES = 30
LONGEST_QUESTION = 200


def _codes(choices: Any, **more: Any) -> serializers.ListField:
    child = serializers.ChoiceField(choices=choices)
    return serializers.ListField(child=child, required=False, max_length=MOST_CHOICES, **more)


def _words(longest: int, **more: Any) -> serializers.ListField:
    child = serializers.CharField(max_length=longest)
    return serializers.ListField(child=child, required=False, max_length=MOST_CHOICES, **more)


class SearchQuerySerializer(serializers.Serializer[Any]):
    """Words, choices and a page. A facet's parameter is repeated for several choices."""

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,  # a space says that the last word is complete
        max_length=LONGEST_QUESTION,
        help_text="Words, accents and endings aside; the last may be half typed.",
    )
    level = _codes(Level.choices, help_text="Repeated: all of them are needed.")
    theme = _words(10, help_text="The code of a theme; repeated: any of them.")
    axis = _codes(Axis.choices)
    kind = _codes(MaterialKind.choices)
    audience = _codes(Audience.choices)
    duration = _codes(Duration.choices)
    language = _words(8)
    accessibility = _codes(AccessFeature.choices, help_text="Repeated: all of them are needed.")
    licence = _codes(Licence.choices)
    source = serializers.ListField(  # type: ignore[assignment] # the parameter's public name
        child=serializers.CharField(max_length=150),
        required=False,
        max_length=MOST_CHOICES,
        help_text="Who publishes it.",
    )
    page = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=100, default=20)

    def question(self) -> Question:
        asked = self.validated_data
        chosen = {name: frozenset(map(str, asked.get(name, ()))) for name in FACETS}
        return Question(asked.get("q", ""), chosen)


class SegmentSerializer(serializers.Serializer[Any]):
    """A piece of text as it is, never markup; marked when it was asked for."""

    text = serializers.CharField()
    marked = serializers.BooleanField()


@extend_schema_field(SegmentSerializer(many=True))
class SegmentsField(serializers.Field[Any, Any, Any, Any]):
    """Segments as they are: a page has hundreds, each too small for a serializer of its own."""

    def to_representation(self, value: Sequence[Segment]) -> list[dict[str, Any]]:
        return [segment._asdict() for segment in value]


class HighlightsSerializer(serializers.Serializer[Result]):
    """``subjects`` are the themes, levels and the like that were asked for."""

    title = SegmentsField()
    subjects = serializers.ListField(child=SegmentsField())
    excerpt = SegmentsField()


class ResultSerializer(serializers.Serializer[Result]):
    material = MaterialSerializer()
    found_in = serializers.ListField(
        child=serializers.ChoiceField(choices=["title", "subject", "description", "text"]),
        help_text="Where the words are, the most telling first; empty without words.",
    )
    highlights = HighlightsSerializer(source="*")


@extend_schema_serializer(many=False)  # one answer holds them all
class FoundSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="How many are found, on all pages.")
    results = ResultSerializer(many=True)
    facets = FacetsSerializer()


class MaterialSearchViewSet(Resource):
    """Published materials for the reader, best first.

    Pages are numbered: a rank has no cursor. Those with all the words are found or, when
    none has them all, those with the most of them.
    """

    rights = {"list": "material.read"}
    queryset = Material.objects.all()
    serializer_class = FoundSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[SearchQuerySerializer], responses=FoundSerializer)
    def list(self, request: Request) -> Response:
        asked = SearchQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        question = asked.question()
        visible = Material.objects.visible_to(asker(request)).published()
        found = find(visible, question)
        page = read_page(found, asked.validated_data["page"], asked.validated_data["page_size"])
        answer = {
            "count": len(found.matches),
            "results": page,
            "facets": facet_values(found.counts, question.chosen),
        }
        return Response(FoundSerializer(answer, context=self.get_serializer_context()).data)
