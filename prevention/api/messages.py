"""The outbox, for the coordination: what is written to whom, and the acts on each message."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.calendars import SvgRenderer
from prevention.api.fields import InstantField, LabelField, SchoolBriefSerializer
from prevention.api.idempotency import once
from prevention.api.people import PersonSerializer
from prevention.api.session_acts import NothingSerializer
from prevention.api.views import ListMixin, RetrieveMixin, asker
from prevention.messages import acts
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.preview import preview
from prevention.messages.sentences import advice, sentence
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import when
from prevention.schools.models import School


class SchoolOfMessageSerializer(SchoolBriefSerializer):
    class Meta:
        model = School
        fields = ["uai", "name", "commune", "time_zone"]


class MessageSerializer(serializers.ModelSerializer[Message]):
    """A message; ``reader`` is a person, and ``address`` the mailbox of a school otherwise."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind_label = LabelField("kind")
    reader = PersonSerializer(read_only=True, allow_null=True)
    school = SchoolOfMessageSerializer(read_only=True, allow_null=True)
    session_count = serializers.IntegerField(read_only=True)
    state_label = LabelField("state")
    sentence = serializers.SerializerMethodField(help_text="The state, in words.")
    failure_label = LabelField("failure")
    advice = serializers.SerializerMethodField(help_text="What to do, of one that has failed.")
    changed_by = serializers.CharField(read_only=True, allow_null=True)
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields = [
            "id",
            "kind",
            "kind_label",
            "reader",
            "address",
            "language",
            "school",
            "session_count",
            "state",
            "state_label",
            "sentence",
            "due_at",
            "held_at",
            "sent_at",
            "attempts",
            "failure",
            "failure_label",
            "reply",
            "advice",
            "subject",
            "words",
            "changed_by",
            "allowed_actions",
        ]
        read_only_fields = fields

    def get_sentence(self, message: Message) -> str:
        return sentence(message, now=timezone.now())

    def get_advice(self, message: Message) -> str:
        return advice(message)

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(acts.MessageAct.choices))
    )
    def get_allowed_actions(self, message: Message) -> list[str]:
        user = asker(self.context["request"])
        return [act.value for act in acts.allowed_actions(user, message)]


class SessionOfMessageSerializer(serializers.ModelSerializer[Session]):
    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    when = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "title", "when"]

    def get_when(self, session: Session) -> str:
        return when(session)


class PreviewSerializer(serializers.Serializer[Any]):
    """The message as it would be sent now; links that act in the reader's name lead nowhere."""

    subject = serializers.CharField()
    text = serializers.CharField()
    html = serializers.CharField()


class MessageDetailSerializer(MessageSerializer):
    sessions = SessionOfMessageSerializer(many=True, read_only=True)
    preview = serializers.SerializerMethodField()

    class Meta(MessageSerializer.Meta):
        fields = [*MessageSerializer.Meta.fields, "sessions", "preview"]

    @extend_schema_field(PreviewSerializer)
    def get_preview(self, message: Message) -> Any:
        return PreviewSerializer(preview(message, now=timezone.now())).data


class EditSerializer(serializers.Serializer[Any]):
    """What the coordination may write; what is not sent stays as it is."""

    subject = serializers.CharField(max_length=150, required=False, allow_blank=True)
    words = serializers.CharField(max_length=acts.MOST_SIGNS, required=False, allow_blank=True)
    due_at = InstantField(required=False)


class SendAgainSerializer(serializers.Serializer[Any]):
    """``may_arrive_twice`` is asked for where sending was cut off: it may have arrived."""

    may_arrive_twice = serializers.BooleanField(required=False, default=False)


class MessageFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Message.State.choices)
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices)
    school = django_filters.CharFilter(max_length=8)
    held = django_filters.BooleanFilter(field_name="held_at", lookup_expr="isnull", exclude=True)
    reader = django_filters.CharFilter(method="written_to", max_length=100)
    due_from = django_filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="gte")
    due_until = django_filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="lte")
    newest_first = django_filters.BooleanFilter(method="as_they_are")  # read by the view

    class Meta:
        model = Message
        fields: list[str] = []

    def written_to(self, rows: QuerySet[Message], _name: str, words: str) -> QuerySet[Message]:
        """Those whose reader's name or address holds every word."""
        for word in words.split():
            rows = rows.filter(
                Q(reader__name__icontains=word)
                | Q(reader__email__icontains=word)
                | Q(address__icontains=word)
            )
        return rows

    def as_they_are(self, rows: QuerySet[Message], _name: str, _wanted: bool) -> QuerySet[Message]:
        return rows


class HtmlRenderer(SvgRenderer):
    """Hands out a document as it is; a problem stays JSON."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"


# A mail has its styles inline, and is somebody's words: it is shown in a frame of our own
# pages, where it runs nothing, sends nothing and loads nothing.
SHUT_IN = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'; sandbox"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}


@extend_schema_view(retrieve=extend_schema(responses=MessageDetailSerializer))
class MessageViewSet(ListMixin, RetrieveMixin):
    """Messages about the schools in reach, by their time, and the acts on each."""

    rights = {
        "list": "message.read",
        "retrieve": "message.read",
        "document": "message.read",
        "edit": "message.change",
        "hold_back": "message.change",
        "release": "message.change",
        "send_again": "message.change",
        "cancel": "message.change",
    }
    queryset = (
        Message.objects.with_session_count()
        .select_related("reader", "school__commune", "changed_by")
        .defer("school__commune__outline")
    )
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"

    @property
    def ordering(self) -> tuple[str, str]:
        newest_first = self.request.query_params.get("newest_first", "").lower() == "true"
        return ("-due_at", "-id") if newest_first else ("due_at", "id")

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if self.action == "list":
            return rows
        return rows.prefetch_related("sessions__school", "sessions__offer", "sessions__theme")

    def shown_serializer(self, row: Any) -> MessageDetailSerializer:
        return MessageDetailSerializer(row, context=self.get_serializer_context())

    @extend_schema(responses={(200, "text/html"): OpenApiTypes.STR})
    def document(self, request: Request, **_named: str) -> Response:
        """The HTML of the message, to be shown in a frame."""
        html = preview(self.get_object(), now=timezone.now()).html
        return Response(html.encode(), headers=SHUT_IN)

    @extend_schema(request=EditSerializer, responses=MessageDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def edit(self, request: Request, **_named: str) -> Response:
        """Write another subject, some words before the rest, or another time."""
        return self._done(acts.edit, EditSerializer)

    @extend_schema(request=NothingSerializer, responses=MessageDetailSerializer)
    @action(detail=True, methods=["post"], url_path="hold-back", url_name="hold-back")
    @once
    def hold_back(self, request: Request, **_named: str) -> Response:
        """Let it wait until it is released."""
        return self._done(acts.hold_back)

    @extend_schema(request=NothingSerializer, responses=MessageDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def release(self, request: Request, **_named: str) -> Response:
        """Let it leave at its time."""
        return self._done(acts.release)

    @extend_schema(request=SendAgainSerializer, responses=MessageDetailSerializer)
    @action(detail=True, methods=["post"], url_path="send-again", url_name="send-again")
    @once
    def send_again(self, request: Request, **_named: str) -> Response:
        """Send at once what has failed."""
        return self._done(acts.send_again, SendAgainSerializer)

    @extend_schema(request=NothingSerializer, responses=MessageDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def cancel(self, request: Request, **_named: str) -> Response:
        """Never send it, or be done with one that has failed."""
        return self._done(acts.cancel)

    def _done(self, act: Any, sent_as: Any = NothingSerializer) -> Response:
        message = self.get_object()
        sent = sent_as(data=self.request.data)
        sent.is_valid(raise_exception=True)
        act(message=message, user=asker(self.request), now=timezone.now(), **sent.validated_data)
        return self.shown(self.get_object())
