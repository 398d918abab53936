"""What every view of the API shares: visible rows, stated rights, safe writes."""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from rest_framework import viewsets
from rest_framework.exceptions import NotAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from prevention.api.problems import StaleError
from prevention.people.models import User


def asker(request: HttpRequest | Request | None) -> User:
    """Give the signed-in person.

    Raises:
        NotAuthenticated: nobody is signed in.

    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        raise NotAuthenticated
    return user


def entity_tag(body: Any) -> str:
    """A strong tag (RFC 9110, 8.8.3) of what is shown: it changes when any of it does."""
    return f'"{hashlib.sha256(JSONRenderer().render(body)).hexdigest()[:32]}"'


class Resource(viewsets.GenericViewSet[Any]):
    """Rows of one model, shown to whoever holds the right.

    ``rights`` maps actions to keys of ``RIGHTS``; an action without one is refused. When
    the model says who sees which rows (``visible_to``), nobody gets another.
    """

    rights: ClassVar[Mapping[str, str]] = {}

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        if hasattr(rows, "visible_to"):
            return rows.visible_to(asker(self.request))  # type: ignore[no-any-return]
        return rows


class ListMixin(Resource):
    """``GET`` on the collection, page by page."""

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        serializer = self.get_serializer(page, many=True)
        return self.get_paginated_response(serializer.data)


class RetrieveMixin(Resource):
    """``GET`` on one row, with the ``ETag`` that ``If-Match`` will be held against."""

    def retrieve(self, request: Request, **_named: str) -> Response:
        return self.shown(self.get_object())

    def shown(self, row: models.Model, *, status: int = 200) -> Response:
        """Answer with one row as the reader sees it."""
        body = self.shown_serializer(row).data
        return Response(body, status=status, headers={"ETag": entity_tag(body)})

    def shown_serializer(self, row: models.Model) -> BaseSerializer[Any]:
        """The serializer for reading, where writing takes another."""
        return self.get_serializer(row)


class ChangeMixin(RetrieveMixin):
    """``PATCH`` on one row: checked against ``If-Match`` under lock, then left to an act."""

    def partial_update(self, request: Request, **_named: str) -> Response:
        with transaction.atomic():
            row = self.get_object()
            expected = request.headers.get("If-Match")
            if expected not in {None, "*", entity_tag(self.shown_serializer(row).data)}:
                raise StaleError
            asked = self.get_serializer(row, data=request.data, partial=True)
            asked.is_valid(raise_exception=True)
            self.change(row, asked.validated_data)
        return self.shown(self.get_object())

    def change(self, row: Any, asked: dict[str, Any]) -> None:
        """Call the act that changes the row."""
        raise NotImplementedError


class DeleteMixin(Resource):
    """``DELETE`` on one row, left to an act: 204, and it is gone."""

    def destroy(self, request: Request, **_named: str) -> Response:
        self.remove(self.get_object())
        return Response(status=204)

    def remove(self, row: Any) -> None:
        """Call the act that takes the row back."""
        raise NotImplementedError
