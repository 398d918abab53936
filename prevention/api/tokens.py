"""Personal keys for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import LabelField
from prevention.api.idempotency import once
from prevention.api.views import ListMixin, asker
from prevention.people.models import ApiToken
from prevention.people.tokens import create_token, revoke_token
from prevention.vocabulary import TokenScope


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    scope_label = LabelField("scope")

    class Meta:
        model = ApiToken
        fields = [
            "id",
            "name",
            "prefix",
            "scope",
            "scope_label",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        ]
        read_only_fields = fields


class NewTokenSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=TokenScope.choices)
    days = serializers.IntegerField(min_value=1, max_value=365, default=365)


class TokenWithSecretSerializer(TokenSerializer):
    """A token at the one moment its secret is shown."""

    secret = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class TokenViewSet(ListMixin):
    """One's own keys for programs; a secret is shown once, when it is made."""

    throttle_scope = "token"
    rights = {"list": "token.read", "create": "token.create", "revoke": "token.revoke"}
    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer
    ordering = ("-created_at", "-id")

    @extend_schema(request=NewTokenSerializer, responses={201: TokenWithSecretSerializer})
    def create(self, request: Request) -> Response:
        # No Idempotency-Key here: it would store the secret beside the answer.
        asked = NewTokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, secret = create_token(
            user=asker(request), now=timezone.now(), **asked.validated_data
        )
        token.secret = secret  # type: ignore[attr-defined]
        return Response(TokenWithSecretSerializer(token).data, status=201)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def revoke(self, request: Request, pk: str) -> Response:
        token = self.get_object()
        revoke_token(token=token, now=timezone.now())
        token.refresh_from_db()
        return Response(self.get_serializer(token).data)
