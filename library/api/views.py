"""What programs and pages read of the library; ``prevention.api.urls`` gives the address."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from library.api.serializers import MaterialDetailSerializer, MaterialSerializer
from library.models import Material
from prevention.people.models import User


class MaterialViewSet(viewsets.ReadOnlyModelViewSet[Material]):
    """Materials to prepare with and to show.

    The permission is the settings' default, which reads ``rights``: the library knows
    nothing of the API it is shown in.
    """

    rights = {"list": "material.read", "retrieve": "material.read"}
    queryset = Material.objects.none()
    lookup_field = "public_id"
    filterset_fields = ["kind", "audience"]
    ordering = ("title", "id")

    def get_queryset(self) -> QuerySet[Material]:
        user = self.request.user
        return (
            Material.objects.visible_to(user) if isinstance(user, User) else super().get_queryset()
        )

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return MaterialDetailSerializer if self.action == "retrieve" else MaterialSerializer
