"""``GET materials/fitting``: what fits a session, by the levels, theme and axis of its step."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from library.api.serializers import MaterialSerializer
from library.models import Material
from library.search.fitting import Step, fitting, warning
from prevention.api.views import Resource, asker
from prevention.fields import to_levels
from prevention.vocabulary import Axis, Level

MOST = 50


class FittingQuerySerializer(serializers.Serializer[Any]):
    level = serializers.ListField(
        child=serializers.ChoiceField(choices=Level.choices),
        min_length=1,
        max_length=len(Level),
        help_text="The levels of the class, repeated.",
    )
    theme = serializers.CharField(max_length=10, required=False, help_text="Its code.")
    axis = serializers.ChoiceField(choices=Axis.choices, required=False)
    outside = serializers.BooleanField(
        default=False, help_text="Also name those about the same that were made for other levels."
    )


class WarnedSerializer(serializers.Serializer[Any]):
    """A material that was not made for the class, and what to know before taking it."""

    material = MaterialSerializer()
    warning = serializers.CharField()


@extend_schema_serializer(many=False)  # one answer holds them all
class FittingSerializer(serializers.Serializer[Any]):
    fitting = MaterialSerializer(many=True)
    outside = WarnedSerializer(many=True, help_text="Empty unless asked for.")


class MaterialFittingViewSet(Resource):
    """What to prepare a session with, best first: at most 50, and as many for other levels."""

    rights = {"list": "material.read"}
    queryset = Material.objects.all()
    serializer_class = FittingSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[FittingQuerySerializer], responses=FittingSerializer)
    def list(self, request: Request) -> Response:
        query = FittingQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        axis = Axis(asked["axis"]) if "axis" in asked else None
        step = Step(to_levels(asked["level"]), asked.get("theme", ""), axis)
        found = fitting(Material.objects.visible_to(asker(request)).published(), step)
        inside = found.inside[:MOST]
        outside = found.outside[:MOST] if asked["outside"] else []
        read = Material.objects.in_bulk([*inside, *outside])
        answer = {
            "fitting": [read[key] for key in inside if key in read],
            "outside": [
                {"material": read[key], "warning": str(warning(read[key], step.levels))}
                for key in outside
                if key in read
            ],
        }
        return Response(FittingSerializer(answer, context=self.get_serializer_context()).data)
