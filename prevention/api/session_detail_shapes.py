"""How one session is shown whole: what happened, what it lacks, whom to call."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from library.models import Material
from prevention.api.fields import LabelField
from prevention.api.session_shapes import SessionSerializer
from prevention.api.views import asker
from prevention.scheduling.acts import free_cancellation_until
from prevention.scheduling.models import (
    Event,
    PreferredHalfDay,
    Report,
    Session,
    SessionGroup,
    TimeOffer,
    Wish,
)
from prevention.scheduling.readiness import readiness
from prevention.scheduling.states import may
from prevention.vocabulary import Act, ExceptionalReason


class EventSerializer(serializers.ModelSerializer[Event]):
    act_label = LabelField("act")
    reason_label = LabelField("reason")
    by = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = ["at", "act", "act_label", "starts_at", "reason_label", "by"]

    def get_by(self, event: Event) -> str:
        return str(event.actor) if event.actor else ""


class PointSerializer(serializers.Serializer[Any]):
    """Something missing: ``blocks`` says that it keeps the session from being confirmed."""

    code = serializers.CharField()
    blocks = serializers.BooleanField()
    detail = serializers.CharField()
    lift = serializers.CharField()


class HalfDaySerializer(serializers.ModelSerializer[PreferredHalfDay]):
    """A half-day of the week; ``weekday`` is ISO 8601's, Monday being 1."""

    class Meta:
        model = PreferredHalfDay
        fields = ["weekday", "half"]


class WishSerializer(serializers.ModelSerializer[Wish]):
    """The days that would suit, both included; no half-day means all of them."""

    half_days = HalfDaySerializer(many=True, read_only=True)

    class Meta:
        model = Wish
        fields = ["first_day", "last_day", "half_days"]


class TimeOfferSerializer(serializers.ModelSerializer[TimeOffer]):
    """A free time offered to a wish until ``expires_at``; who takes it first has it."""

    class Meta:
        model = TimeOffer
        fields = ["starts_at", "ends_at", "expires_at"]


class CountSerializer(serializers.ModelSerializer[SessionGroup]):
    class_group = serializers.IntegerField(source="group_id", read_only=True)

    class Meta:
        model = SessionGroup
        fields = ["class_group", "headcount", "present", "girls", "boys"]


class ReportSerializer(serializers.ModelSerializer[Report]):
    logistics_label = LabelField("logistics")
    materials = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Material.objects.all(), many=True
    )

    class Meta:
        model = Report
        fields = [
            "participants",
            "climate",
            "logistics",
            "logistics_label",
            "materials",
            "comment",
            "filed_at",
        ]


class ContactSerializer(serializers.Serializer[Any]):
    """Whom to speak to: who asked for the session, and the school."""

    name = serializers.CharField()
    email = serializers.EmailField(allow_blank=True)
    school_phone = serializers.CharField(allow_blank=True)
    school_email = serializers.EmailField(allow_blank=True)


class SessionDetailSerializer(SessionSerializer):
    """One session with all that is known of it."""

    contact = serializers.SerializerMethodField()
    exceptional_reason = serializers.ChoiceField(
        ExceptionalReason.choices, allow_blank=True, read_only=True
    )
    readiness = serializers.SerializerMethodField()
    free_cancellation_until = serializers.SerializerMethodField()
    wish = serializers.SerializerMethodField()
    offered_times = serializers.SerializerMethodField()
    counts = CountSerializer(source="session_groups", many=True, read_only=True)
    report = serializers.SerializerMethodField()
    events = EventSerializer(many=True, read_only=True)

    class Meta(SessionSerializer.Meta):
        fields = [
            *SessionSerializer.Meta.fields,
            "contact",
            "families_informed_on",
            "exceptional_reason",
            "exception_informed_on",
            "override_reason",
            "readiness",
            "free_cancellation_until",
            "wish",
            "offered_times",
            "counts",
            "report",
            "events",
        ]
        read_only_fields = fields

    @extend_schema_field(ContactSerializer)
    def get_contact(self, session: Session) -> Any:
        asked_by = session.request.asked_by if session.request else None
        contact = {
            "name": str(asked_by or ""),
            "email": asked_by.email if asked_by else "",
            "school_phone": session.school.phone,
            "school_email": session.school.email,
        }
        return ContactSerializer(contact).data

    @extend_schema_field(PointSerializer(many=True))
    def get_readiness(self, session: Session) -> Any:
        return PointSerializer(readiness(session), many=True).data

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_free_cancellation_until(self, session: Session) -> Any:
        limit = free_cancellation_until(session)
        return serializers.DateTimeField().to_representation(limit) if limit else None

    @extend_schema_field(WishSerializer(allow_null=True))
    def get_wish(self, session: Session) -> Any:
        wish = getattr(session, "wish", None)  # absent for sessions that never waited
        return WishSerializer(wish).data if wish else None

    @extend_schema_field(TimeOfferSerializer(many=True))
    def get_offered_times(self, session: Session) -> Any:
        live = session.time_offers.live(now=timezone.now())
        return TimeOfferSerializer(live, many=True).data

    @extend_schema_field(ReportSerializer(allow_null=True))
    def get_report(self, session: Session) -> Any:
        report = getattr(session, "report", None)  # absent until it is filed
        if report is None:
            return None
        shown = ReportSerializer(report).data
        # Free text is for those who answer for it: the partner and the coordination.
        if not may(asker(self.context["request"]), Act.REPORT, session):
            shown["comment"] = ""
        return shown
