"""Sessions: the API asks the acts, and shows what they did."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from prevention.api.feedback import SessionInListSerializer, own_feedback
from prevention.api.fields import DaysSerializer
from prevention.api.idempotency import once
from prevention.api.openings import FitsSerializer, OpeningsSerializer
from prevention.api.plannings import CsvRenderer
from prevention.api.session_acts import (
    DeclareSerializer,
    EndSerializer,
    HoldSerializer,
    MoveSerializer,
    NothingSerializer,
    PreparationSerializer,
    ReplaceSerializer,
    ReportSentSerializer,
)
from prevention.api.session_detail_shapes import SessionDetailSerializer
from prevention.api.session_filters import SessionFilter
from prevention.api.session_shapes import (
    LISTED,
    SHOWN,
    FacilitatorSerializer,
    SessionSerializer,
)
from prevention.api.views import ListMixin, RetrieveMixin, asker
from prevention.scheduling import acts
from prevention.scheduling.acts import Count, Preparation, Told
from prevention.scheduling.fits import fits
from prevention.scheduling.models import Session
from prevention.scheduling.planning_csv import sessions_to_csv
from prevention.schools.models import ClassGroup

ALONE: list[Any] = [*LISTED, "events__actor", "session_groups"]


@extend_schema_view(retrieve=extend_schema(responses=SessionDetailSerializer))
class SessionViewSet(ListMixin, RetrieveMixin):
    """Sessions in reach, soonest first, and the acts on each; wishes by when they were asked."""

    rights = {
        "list": "session.read",
        "csv": "session.read",
        "retrieve": "session.read",
        "create": "session.declare",
        "hold": "session.hold",
        "authorise": "session.authorise",
        "accept": "session.accept",
        "prepare": "session.prepare",
        "move": "session.move",
        "openings": "session.move",
        "fits": "session.propose",
        "replace": "session.replace",
        "replacements": "session.replace",
        "refuse": "session.refuse",
        "cancel": "session.cancel",
        "report": "session.report",
        "not_held": "session.not_held",
        "close": "session.close",
    }
    reading_may_be_refused = frozenset({"fits", "openings"})  # as where openings are read
    queryset = SHOWN
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("listed_at", "id")

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if self.action == "list":
            return rows.prefetch_related(*LISTED, own_feedback(asker(self.request)))
        if self.action == "csv":
            return rows.prefetch_related(*LISTED)
        return rows.select_related("wish", "report").prefetch_related(*ALONE)

    def get_serializer_class(self) -> Any:
        return SessionInListSerializer if self.action == "list" else self.serializer_class

    def shown_serializer(self, row: Any) -> SessionDetailSerializer:
        return SessionDetailSerializer(row, context=self.get_serializer_context())

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    @action(detail=False, pagination_class=None, renderer_classes=[CsvRenderer])
    def csv(self, request: ApiRequest) -> Response:
        """Give the sessions that the filter finds as a table, in the reader's language."""
        rows = self.filter_queryset(self.get_queryset()).order_by(*self.ordering)
        table = sessions_to_csv(rows, names_people=asker(request).may("facilitator.read"))
        name = content_disposition_header(as_attachment=True, filename=_("Sessions") + ".csv")
        return Response(table, headers={"Content-Disposition": name})

    @extend_schema(request=DeclareSerializer, responses={201: SessionDetailSerializer})
    @once
    def create(self, request: ApiRequest) -> Response:
        """Declare what the school's own staff gave."""
        sent = _sent(DeclareSerializer, request)
        session = acts.declare_internal(
            theme=sent["theme"],
            starts_at=sent["starts_at"],
            ends_at=sent["ends_at"],
            counts=_counts(sent["counts"], ClassGroup.objects.visible_to(asker(request))),
            user=asker(request),
            now=timezone.now(),
        )
        return self.shown(self.get_queryset().get(pk=session.pk), status=201)

    @extend_schema(request=HoldSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def hold(self, request: ApiRequest, **_named: str) -> Response:
        """Take the time that is proposed, or one that is offered to a wish."""
        return self._done(acts.hold, HoldSerializer)

    @extend_schema(request=NothingSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def authorise(self, request: ApiRequest, **_named: str) -> Response:
        return self._done(acts.authorise)

    @extend_schema(request=NothingSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def accept(self, request: ApiRequest, **_named: str) -> Response:
        return self._done(acts.accept)

    @extend_schema(request=PreparationSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def prepare(self, request: ApiRequest, **_named: str) -> Response:
        """Complete what the session needs: see ``readiness``."""
        session, sent = self.get_object(), _sent(PreparationSerializer, request)
        return self._shown_after(acts.prepare, session, preparation=Preparation(**sent))

    @extend_schema(request=MoveSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def move(self, request: ApiRequest, **_named: str) -> Response:
        """Give it another time; the other side agrees again."""
        return self._done(acts.move, MoveSerializer)

    @extend_schema(parameters=[DaysSerializer], responses=OpeningsSerializer)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def openings(self, request: ApiRequest, **_named: str) -> Response:
        """When it could take place instead, for whoever moves it."""
        session, asked = self.get_object(), DaysSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        first, last = asked.validated_data["from"], asked.validated_data["until"]
        answer = acts.openings_to_move(session, first=first, last=last, now=timezone.now())
        return Response(OpeningsSerializer.of(answer).data)

    @extend_schema(responses=FitsSerializer)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def fits(self, request: ApiRequest, **_named: str) -> Response:
        """What could meet a wish now, for whoever coordinates: ``hold`` takes one of them."""
        return Response(FitsSerializer.of(fits(self.get_object(), now=timezone.now())).data)

    @extend_schema(request=ReplaceSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def replace(self, request: ApiRequest, **_named: str) -> Response:
        """Let another qualified facilitator give it."""
        return self._done(acts.replace_facilitator, ReplaceSerializer)

    @extend_schema(responses=FacilitatorSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def replacements(self, request: ApiRequest, **_named: str) -> Response:
        """Who else could give it at its time."""
        found = acts.replacements(self.get_object())
        return Response(FacilitatorSerializer(found, many=True).data)

    @extend_schema(request=EndSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def refuse(self, request: ApiRequest, **_named: str) -> Response:
        return self._done(acts.refuse, EndSerializer)

    @extend_schema(request=EndSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def cancel(self, request: ApiRequest, **_named: str) -> Response:
        return self._done(acts.cancel, EndSerializer)

    @extend_schema(request=ReportSentSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def report(self, request: ApiRequest, **_named: str) -> Response:
        """Say that it took place, and how."""
        session, sent = self.get_object(), _sent(ReportSentSerializer, request)
        counts = _counts(sent.pop("counts"), session.groups.all())
        return self._shown_after(acts.file_report, session, told=Told(counts=counts, **sent))

    @extend_schema(request=EndSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"], url_path="not-held", url_name="not-held")
    @once
    def not_held(self, request: ApiRequest, **_named: str) -> Response:
        """Say that it did not take place, and why."""
        return self._done(acts.declare_not_held, EndSerializer)

    @extend_schema(request=NothingSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def close(self, request: ApiRequest, **_named: str) -> Response:
        """Put the file of a finished session away."""
        return self._done(acts.close)

    def _done(self, act: Any, sent_as: Any = NothingSerializer) -> Response:
        """Do an act with what was sent, once the session is known to be the reader's to see."""
        session = self.get_object()
        return self._shown_after(act, session, **_sent(sent_as, self.request))

    def _shown_after(self, act: Any, session: Session, **more: Any) -> Response:
        act(session=session, user=asker(self.request), now=timezone.now(), **more)
        return self.shown(self.get_object())


def _sent(serializer_class: Any, request: ApiRequest) -> dict[str, Any]:
    sent = serializer_class(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def _counts(sent: list[dict[str, Any]], among: QuerySet[ClassGroup]) -> list[Count]:
    keys = {count["class_group"] for count in sent}
    groups = among.select_related("school__commune", "school_year").in_bulk(keys)
    if groups.keys() != keys:
        raise Http404
    return [
        Count(
            groups[count["class_group"]],
            count["present"],
            girls=count.get("girls"),
            boys=count.get("boys"),
        )
        for count in sent
    ]
