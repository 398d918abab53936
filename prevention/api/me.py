"""``me``: who is asking, what they are in the programme, and what they may do."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from prevention.api.fields import CommuneSerializer, LabelField, SchoolBriefSerializer
from prevention.api.organisations import OrganisationSerializer
from prevention.api.views import asker
from prevention.offers.models import Facilitator
from prevention.people.acts import describe_oneself
from prevention.people.capacities import capacities_of
from prevention.people.models import Role, User
from prevention.people.rights import RIGHTS
from prevention.schools.models import Epci
from prevention.vocabulary import RoleKind


class EpciSerializer(serializers.ModelSerializer[Epci]):
    class Meta:
        model = Epci
        fields = ["siren", "name"]


class RoleSerializer(serializers.ModelSerializer[Role]):
    """A role of the reader, whatever its status, and the one reach its kind asks for."""

    kind_label = LabelField("kind")
    status_label = LabelField("status")
    label = serializers.CharField(source="__str__")  # type: ignore[assignment]
    school = SchoolBriefSerializer(allow_null=True)
    organisation = OrganisationSerializer(allow_null=True)
    commune = CommuneSerializer(allow_null=True)
    epci = EpciSerializer(allow_null=True)

    class Meta:
        model = Role
        fields = [
            "id",
            "kind",
            "kind_label",
            "status",
            "status_label",
            "label",
            "school",
            "organisation",
            "commune",
            "epci",
            "everywhere",
        ]
        read_only_fields = fields


class CapacitySerializer(serializers.Serializer[Any]):
    """One thing that the reader may come as; see ``start``."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=RoleKind.choices)
    kind_label = LabelField("kind")
    school = SchoolBriefSerializer(allow_null=True)
    organisation = OrganisationSerializer(allow_null=True)


class MeSerializer(serializers.ModelSerializer[User]):
    is_administrator = serializers.BooleanField(source="is_staff", read_only=True)
    roles = serializers.SerializerMethodField()
    capacities = serializers.SerializerMethodField(
        help_text="What one may come as, the usual one first; it never changes the rights."
    )
    rights = serializers.SerializerMethodField(help_text="What some role in force allows.")
    second_factor_missing = serializers.BooleanField(
        source="lacks_second_factor",
        read_only=True,
        help_text="Whether the rights of some role wait for a second factor to be set up.",
    )
    facilitator = serializers.PrimaryKeyRelatedField[Facilitator](
        read_only=True, allow_null=True, help_text="The reader as one who gives sessions."
    )

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "name",
            "language",
            "is_administrator",
            "roles",
            "capacities",
            "rights",
            "second_factor_missing",
            "facilitator",
        ]
        read_only_fields = ["id", "email"]

    @extend_schema_field(RoleSerializer(many=True))
    def get_roles(self, user: User) -> Any:
        roles = user.roles.select_related("school__commune", "organisation", "commune", "epci")
        return RoleSerializer(roles, many=True).data

    @extend_schema_field(CapacitySerializer(many=True))
    def get_capacities(self, user: User) -> Any:
        return CapacitySerializer(capacities_of(user), many=True).data

    def get_rights(self, user: User) -> list[str]:
        return [right for right, roles in RIGHTS.items() if roles is None or user.may(right)]


class MeView(APIView):
    """The signed-in person."""

    rights: ClassVar[dict[str, str]] = {"get": "me.read", "patch": "me.change"}

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(asker(request)).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        user = asker(request)
        asked = MeSerializer(user, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        describe_oneself(user=user, **asked.validated_data)
        return Response(MeSerializer(user).data)
