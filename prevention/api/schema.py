"""How the OpenAPI document is drawn from the views: what all operations share stands here."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from prevention.api import idempotency
from prevention.api.entries import CreateMixin
from prevention.api.views import ChangeMixin, RetrieveMixin

# Every status that an error leaves with, and what it means wherever it appears.
PROBLEMS = {
    400: "Something sent cannot be used; `errors` says what, by field.",
    401: "Nobody is signed in, or the token is unknown, expired or revoked.",
    403: "The reader may not do this, or the token may only read.",
    404: "Nothing is here, or not for the reader; or the cursor is not one of ours.",
    406: "The answer cannot be given in the media type asked for.",
    409: "A rule refuses; `code` names it and `facts` gives its reasons.",
    412: "The row has changed since the `ETag` in `If-Match` was read.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
}

# What answers with the row that was entered.
ENTERING = {"create", "partial_update"}

IDEMPOTENCY_KEY = OpenApiParameter(
    idempotency.HEADER,
    # Printable ASCII, as header fields may hold (RFC 9110, 5.5).
    {"type": "string", "pattern": "^[!-~]+$", "maxLength": idempotency.LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="Chosen by the client: the same key and body are done once, and answered alike.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": '^(\\*|"[!#-~]+")$'},
    OpenApiParameter.HEADER,
    description="The `ETag` last read: the change is refused (412) when the row has changed since.",
)
ETAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="Changes whenever what is shown changes; to be sent back in `If-Match`.",
)


class ProblemSerializer(serializers.Serializer[Any]):
    """Why a request was not served (RFC 9457): programs go by ``code``, people by ``detail``."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(min_value=400, max_value=599)
    code = serializers.CharField(help_text="Stable, whatever the language.")
    detail = serializers.CharField(help_text="What happened and what to do, in the reader's words.")
    errors = serializers.DictField(  # type: ignore[assignment] # the member's public name
        required=False, help_text="With 400: sentences, by field."
    )
    facts = serializers.DictField(required=False, help_text="With 409: what the rule looked at.")


def _may_be_shown_empty(field: Any) -> bool:
    """Tell whether a field that is only read stands for a text column that may be blank.

    REST framework notes that of fields which are written alone.
    """
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    if model is None or not field.read_only:
        return False
    try:
        column = model._meta.get_field(field.source)
    except FieldDoesNotExist:
        return False
    return isinstance(column, CharField) and column.blank


class Schema(AutoSchema):
    """Spectacular's schema, with the headers and the problems that our views share."""

    def get_override_parameters(self) -> list[Any]:
        return [*super().get_override_parameters(), *self._headers()]

    def get_response_serializers(self) -> Any:
        """What is entered in one shape comes back in the one it is read in."""
        if isinstance(self.view, CreateMixin) and self.view.action in ENTERING:
            return self.view.serializer_class
        return super().get_response_serializers()

    def _map_serializer_field(self, field: Any, *args: Any, **kwargs: Any) -> Any:
        """Say that a column which may be empty is shown so, beside its choices."""
        if isinstance(field, serializers.ChoiceField) and _may_be_shown_empty(field):
            field.allow_blank = True
        return super()._map_serializer_field(field, *args, **kwargs)  # type: ignore[no-untyped-call]

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if _may_be_shown_empty(field):  # which is no address, and no mailbox
            schema.pop("format", None)

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args)
        if operation is not None:
            for status in self._problems(operation):
                operation["responses"][str(status)] = self._problem(status).ref
        return operation

    def _headers(self) -> Iterator[OpenApiParameter]:
        action = getattr(self.view, "action", "")
        if getattr(getattr(self.view, action, None), "takes_idempotency_key", False):
            yield IDEMPOTENCY_KEY
        if self._may_be_stale():
            yield IF_MATCH
        if isinstance(self.view, RetrieveMixin) and action in {"retrieve", "partial_update"}:
            yield ETAG

    def _may_be_stale(self) -> bool:
        return isinstance(self.view, ChangeMixin) and self.method == "PATCH"

    def _problems(self, operation: dict[str, Any]) -> Iterator[int]:
        yield from (400, 401, 403, 404, 406, 429)
        refusing = getattr(self.view, "reading_may_be_refused", ())
        if self.method not in SAFE_METHODS or getattr(self.view, "action", "") in refusing:
            yield 409
        if "requestBody" in operation:
            yield from (413, 415)
        if self._may_be_stale():
            yield 412

    def _problem(self, status: int) -> ResolvedComponent:
        shape = self.resolve_serializer(ProblemSerializer, "response").ref
        response = ResolvedComponent(  # type: ignore[no-untyped-call]
            name=f"Problem{status}",
            type=ResolvedComponent.RESPONSE,
            object=ProblemSerializer,
            schema={
                "description": PROBLEMS[status],
                "content": {"application/problem+json": {"schema": shape}},
            },
        )
        self.registry.register_on_missing(response)
        return response
