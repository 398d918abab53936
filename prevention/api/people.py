"""Roles asked for and confirmed, and invitations."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import LabelField, SchoolBriefSerializer
from prevention.api.idempotency import once
from prevention.api.me import RoleSerializer
from prevention.api.views import ListMixin, asker
from prevention.people.acts import (
    accept_invitation,
    ask_role,
    confirm_role,
    invite,
    refuse_role,
    revoke_invitation,
)
from prevention.people.models import Invitation, Role, User
from prevention.schools.models import Commune, School
from prevention.vocabulary import RoleKind

SCHOOL_ROLE_CHOICES = [
    choice for choice in RoleKind.choices if choice[0] in {"TEACHER", "HEAD", "STAFF"}
]


class PersonSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["name", "email"]


class RoleToConfirmSerializer(serializers.ModelSerializer[Role]):
    kind_label = LabelField("kind")
    person = PersonSerializer(source="user", read_only=True)
    school = SchoolBriefSerializer(read_only=True)

    class Meta:
        model = Role
        fields = ["id", "kind", "kind_label", "status", "person", "school", "asked_at"]
        read_only_fields = fields


class AskRoleSerializer(serializers.Serializer[Any]):
    """A role that one has at a school."""

    kind = serializers.ChoiceField(choices=SCHOOL_ROLE_CHOICES)
    school = serializers.CharField(max_length=8)


class RoleViewSet(ListMixin):
    """Ask for a role at a school; confirm or refuse those that others asked for."""

    throttle_scope = "role"
    rights = {
        "list": "role.confirm",
        "create": "role.ask",
        "confirm": "role.confirm",
        "refuse": "role.confirm",
    }
    queryset = Role.objects.select_related("user", "school__commune")
    serializer_class = RoleToConfirmSerializer
    filterset_fields = ["status", "kind", "school"]
    ordering = ("asked_at", "id")

    def get_queryset(self) -> QuerySet[Role]:
        rows = Role.objects.select_related("user", "school__commune")
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        return rows.confirmable_by(asker(self.request))

    @extend_schema(request=AskRoleSerializer, responses={201: RoleSerializer})
    @once
    def create(self, request: Request) -> Response:
        asked = AskRoleSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        role = ask_role(
            user=asker(request),
            kind=RoleKind(asked.validated_data["kind"]),
            school=get_object_or_404(School.objects.open(), pk=asked.validated_data["school"]),
            now=timezone.now(),
        )
        return Response(RoleSerializer(role).data, status=201)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def confirm(self, request: Request, pk: str) -> Response:
        role = confirm_role(role=self.get_object(), by=asker(request), now=timezone.now())
        return Response(self.get_serializer(role).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def refuse(self, request: Request, pk: str) -> Response:
        role = refuse_role(role=self.get_object(), by=asker(request), now=timezone.now())
        return Response(self.get_serializer(role).data)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation one has sent: a kind of role, and the one thing it covers."""

    kind_label = LabelField("kind")
    commune = serializers.PrimaryKeyRelatedField(
        queryset=Commune.objects.all(), required=False, allow_null=True
    )

    class Meta:
        model = Invitation
        fields = [
            "id",
            "email",
            "kind",
            "kind_label",
            "school",
            "organisation",
            "commune",
            "epci",
            "everywhere",
            "created_at",
            "expires_at",
            "accepted_at",
            "revoked_at",
        ]
        read_only_fields = ["created_at", "expires_at", "accepted_at", "revoked_at"]


class InvitationFilter(django_filters.FilterSet):
    class Meta:
        model = Invitation
        fields = ["kind", "school"]


class SecretSerializer(serializers.Serializer[Any]):
    """The last part of the address that the invitation's mail gives."""

    token = serializers.CharField(max_length=100)


class InvitationViewSet(ListMixin):
    """Offer roles to addresses, and take those that one was offered."""

    throttle_scope = "invitation"
    rights = {
        "list": "invitation.read",
        "create": "invitation.create",
        "revoke": "invitation.create",
        "accept": "invitation.accept",
    }
    queryset = Invitation.objects.all()
    serializer_class = InvitationSerializer
    filterset_class = InvitationFilter
    ordering = ("-created_at", "-id")

    @once
    def create(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = invite(by=asker(request), now=timezone.now(), **asked.validated_data)
        return Response(self.get_serializer(made).data, status=201)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def revoke(self, request: Request, pk: str) -> Response:
        revoked = revoke_invitation(invitation=self.get_object(), now=timezone.now())
        return Response(self.get_serializer(revoked).data)

    @extend_schema(request=SecretSerializer, responses=RoleSerializer)
    @action(detail=False, methods=["post"])
    @once
    def accept(self, request: Request) -> Response:
        asked = SecretSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        role = accept_invitation(
            secret=asked.validated_data["token"], user=asker(request), now=timezone.now()
        )
        return Response(RoleSerializer(role).data)
