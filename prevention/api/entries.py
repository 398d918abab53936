"""What people enter: written in one shape, shown in another."""

from typing import Any, ClassVar

from django.db.models import Model
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from prevention.api.idempotency import once
from prevention.api.views import ChangeMixin, RetrieveMixin
from prevention.offers import acts


class CreateMixin(RetrieveMixin):
    """``POST`` by ``entry_class``, left to an act; ``serializer_class`` shows what came of it."""

    entry_class: ClassVar[type[BaseSerializer[Any]]]

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        writing = self.action in {"create", "partial_update", "preview"}
        return self.entry_class if writing else super().get_serializer_class()

    def shown_serializer(self, row: Any) -> BaseSerializer[Any]:
        return super().get_serializer_class()(row, context=self.get_serializer_context())

    @once
    def create(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = self.add(asked.validated_data)
        return self.shown(self.get_queryset().get(pk=made.pk), status=201)

    def add(self, asked: dict[str, Any]) -> Model:
        """Call the act that writes the row."""
        raise NotImplementedError


class EntryMixin(CreateMixin, ChangeMixin):
    """``POST`` and ``PATCH`` of what coordinators enter."""

    def add(self, asked: dict[str, Any]) -> Model:
        made: Model = acts.add(self.get_queryset().model(), **asked)
        return made

    def change(self, row: Any, asked: dict[str, Any]) -> None:
        acts.change(row, **asked)
