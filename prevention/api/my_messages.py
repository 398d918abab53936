"""``me/messages``: which mails the reader wants."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from prevention.api.views import asker
from prevention.messages.kinds import Kind
from prevention.messages.preferences import choose, preferences_of


class PreferenceSerializer(serializers.Serializer[Any]):
    """A kind of mail; one that is necessary is always sent, and ``why`` says why."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    kind_label = serializers.CharField()
    wanted = serializers.BooleanField()
    necessary = serializers.BooleanField()
    why = serializers.CharField(allow_blank=True)


class PreferencesSerializer(serializers.Serializer[Any]):
    kinds = PreferenceSerializer(many=True)


class ChoiceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    wanted = serializers.BooleanField()


class ChoicesSerializer(serializers.Serializer[Any]):
    """What to change: of the kinds that are not named nothing changes."""

    kinds = ChoiceSerializer(many=True)

    def validate_kinds(self, choices: list[dict[str, Any]]) -> dict[Kind, bool]:
        wanted = {Kind(one["kind"]): one["wanted"] for one in choices}
        if len(wanted) < len(choices):
            raise serializers.ValidationError(_("Name each kind once."))
        return wanted


class MyMessagesView(APIView):
    """The kinds of mail, and whether each is sent to the reader."""

    rights: ClassVar[dict[str, str]] = {"get": "me.read", "patch": "me.change"}

    @extend_schema(responses=PreferencesSerializer)
    def get(self, request: Request) -> Response:
        return self._shown(request)

    @extend_schema(request=ChoicesSerializer, responses=PreferencesSerializer)
    def patch(self, request: Request) -> Response:
        asked = ChoicesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        choose(user=asker(request), wanted=asked.validated_data["kinds"])
        return self._shown(request)

    def _shown(self, request: Request) -> Response:
        return Response(PreferencesSerializer({"kinds": preferences_of(asker(request))}).data)
