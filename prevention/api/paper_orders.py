"""``paper-orders``: papers that take long, made after the answer; one asks how far they are."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from prevention.api.coverage_shapes import ChosenSerializer
from prevention.api.fields import BIGGEST_ID, LabelField
from prevention.api.idempotency import once
from prevention.api.papers import PDF, PdfRenderer
from prevention.api.schema import IDEMPOTENCY_KEY
from prevention.api.views import DeleteMixin, ListMixin, RetrieveMixin, asker
from prevention.coverage.dimensions import OF_SESSIONS
from prevention.orders.acts import forget_order, order_paper
from prevention.orders.models import OrderState, PaperKind, PaperOrder
from prevention.papers.year import Year
from prevention.people.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {PaperKind.YEARLY_REPORT: PDF, PaperKind.YEARLY_WORKBOOK: XLSX}


class XlsxRenderer(JSONRenderer):
    """Stands for the workbook, which no renderer writes; a problem stays JSON."""

    media_type = XLSX
    format = "xlsx"


class PaperOrderSerializer(serializers.ModelSerializer[PaperOrder]):
    """``rows_total`` is null until it is known; a report is not made row by row, and has none.

    ``file`` is there once the paper is ``ready``, until ``expires_at``; ``refusal`` says why
    one could not be made.
    """

    paper = serializers.ChoiceField(PaperKind.choices, source="kind", read_only=True)
    paper_label = LabelField("kind")
    state = serializers.ChoiceField(OrderState.choices, read_only=True)
    state_label = serializers.CharField(source="state.label", read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)
    file = serializers.SerializerMethodField()

    class Meta:
        model = PaperOrder
        fields = [
            "id",
            "paper",
            "paper_label",
            "title",
            "asked_at",
            "expires_at",
            "state",
            "state_label",
            "rows_done",
            "rows_total",
            "refusal",
            "file",
            "file_name",
            "size_bytes",
        ]
        read_only_fields = fields

    def get_file(self, row: PaperOrder) -> str | None:
        """Where it is fetched."""
        if row.state != OrderState.READY:
            return None
        return _address("file", row.pk, self.context["request"])


class NewPaperOrderSerializer(ChosenSerializer):
    """A school year by its first calendar year, or a calendar year; narrowed to what is named.

    A theme and a partner narrow what was given, never what classes are owed.
    """

    paths = OF_SESSIONS

    paper = serializers.ChoiceField(PaperKind.choices)
    school_year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    calendar_year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    theme = serializers.CharField(required=False, max_length=10)
    partner = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("school_year" in attrs) == ("calendar_year" in attrs):
            raise serializers.ValidationError(_("Name a school_year or a calendar_year."))
        return attrs

    def year(self, user: User) -> Year:
        """What was asked for, as ``user`` sees it."""
        sent = self.validated_data
        by_calendar = "calendar_year" in sent
        number = sent["calendar_year"] if by_calendar else sent["school_year"]
        return Year(number, by_calendar, user, self.chosen())


class PaperOrderViewSet(ListMixin, RetrieveMixin, DeleteMixin):
    """The yearly reports that one asked for in the last day, the last first."""

    rights = dict.fromkeys(["list", "retrieve", "create", "destroy", "file"], "paper.year")
    queryset = PaperOrder.objects.all()
    lookup_value_converter = "uuid"
    serializer_class = PaperOrderSerializer
    ordering = ("-asked_at", "id")

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],  # read by _create
        request=NewPaperOrderSerializer,
        responses={202: PaperOrderSerializer},
    )
    def create(self, request: Request) -> Response:
        """Ask for a paper: ``Location`` is where one sees how far it is (RFC 9110, 15.3.3)."""
        answer = self._create(request)
        # Of an answer that is given again the body alone is kept.
        answer.headers["Location"] = _address("detail", answer.data["id"], request)
        return answer

    @once
    def _create(self, request: Request) -> Response:
        asked = NewPaperOrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        order = order_paper(
            kind=asked.validated_data["paper"], about=asked.year(asker(request)), now=timezone.now()
        )
        return Response(self.get_serializer(order).data, status=202)

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY, (200, XLSX): OpenApiTypes.BINARY})
    @action(detail=True, renderer_classes=[PdfRenderer, XlsxRenderer])
    def file(self, request: Request, pk: str) -> FileResponse:
        """The paper itself, once it is ready."""
        order = self.get_object()
        if order.state != OrderState.READY:
            raise Http404
        try:
            paper = default_storage.open(order.stored_as)
        except FileNotFoundError as gone:  # removed since the row was read
            raise Http404 from gone
        return FileResponse(
            paper,
            as_attachment=True,
            filename=order.file_name,
            content_type=MEDIA_TYPES[order.kind],
        )

    def remove(self, row: PaperOrder) -> None:
        forget_order(row)


def _address(of: str, key: UUID | str, request: Request) -> str:
    return reverse(f"api:paper-order-{of}", [key], request=request)
