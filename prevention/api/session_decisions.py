"""A head decides on many sessions in one go."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import InstantField
from prevention.api.idempotency import once
from prevention.api.session_shapes import LISTED, SHOWN, SessionSerializer
from prevention.api.views import Resource, asker
from prevention.scheduling.acts import Decision
from prevention.scheduling.forms import AUTHORISE, REFUSE
from prevention.scheduling.many import MOST_SESSIONS, Outcome, decide_each
from prevention.scheduling.models import Session
from prevention.vocabulary import EndReason


class ReadSessionSerializer(serializers.Serializer[Any]):
    """A session as it was read: one that has changed since is left as it is."""

    id = serializers.UUIDField()
    revised_at = InstantField()


class DecisionsSerializer(serializers.Serializer[Any]):
    """What a head says of sessions: yes, or no and why."""

    decision = serializers.ChoiceField(choices=[AUTHORISE, REFUSE])
    reason = serializers.ChoiceField(
        choices=EndReason.choices, required=False, help_text="Why they are refused."
    )
    sessions = serializers.ListField(
        child=ReadSessionSerializer(), min_length=1, max_length=MOST_SESSIONS
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["decision"] == REFUSE and "reason" not in attrs:
            raise serializers.ValidationError({"reason": _("Choose why you refuse.")})
        return attrs


class RefusalSerializer(serializers.Serializer[Any]):
    """Why it was not done, as a problem says it (RFC 9457)."""

    code = serializers.CharField()
    detail = serializers.CharField(source="*")
    facts = serializers.DictField()


class OutcomeSerializer(serializers.Serializer[Outcome]):
    """A session as it is now; ``refusal`` is null when the act was done."""

    session = serializers.SerializerMethodField()
    refusal = RefusalSerializer(allow_null=True)

    @extend_schema_field(SessionSerializer)
    def get_session(self, outcome: Outcome) -> Any:
        row = self.context["rows"][outcome.session.pk]
        return SessionSerializer(row, context=self.context).data


@extend_schema_serializer(many=False)  # one answer holds them all
class OutcomesSerializer(serializers.Serializer[Any]):
    """One line for each session, in the order asked."""

    results = OutcomeSerializer(many=True)


class DecisionsMixin(Resource):
    """``POST`` on the collection: one decision for many of its rows."""

    @extend_schema(request=DecisionsSerializer, responses=OutcomesSerializer)
    @action(detail=False, methods=["post"])
    @once
    def decisions(self, request: Request) -> Response:
        """Authorise or refuse each of these sessions; what refuses one stops no other."""
        sent = DecisionsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        reason = EndReason(asked["reason"]) if asked["decision"] == REFUSE else None
        read = {one["id"]: Decision(one["revised_at"], reason) for one in asked["sessions"]}
        visible = Session.objects.visible_to(asker(request)).in_bulk(
            list(read), field_name="public_id"
        )
        if visible.keys() != read.keys():
            raise Http404
        decisions = {visible[key]: decision for key, decision in read.items()}
        outcomes = decide_each(decisions=decisions, user=asker(request), now=timezone.now())
        return Response(self._outcomes(outcomes))

    def _outcomes(self, outcomes: list[Outcome]) -> Any:
        rows = SHOWN.prefetch_related(*LISTED).in_bulk([one.session.pk for one in outcomes])
        context = {**self.get_serializer_context(), "rows": rows}
        return OutcomesSerializer({"results": outcomes}, context=context).data
