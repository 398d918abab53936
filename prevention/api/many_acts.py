"""One act on many sessions: first what it would do, then what it did, line by line."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import InstantField
from prevention.api.idempotency import line_by_line
from prevention.api.session_filters import SessionFilter
from prevention.api.session_shapes import SHOWN
from prevention.api.views import Resource, asker
from prevention.errors import RefusedError
from prevention.messages.foretelling import told_by
from prevention.messages.readers import Reader
from prevention.scheduling.gestures import (
    MANY,
    MOST_AT_ONCE,
    READ,
    Foreseen,
    Gesture,
    do_one,
    foresee,
)
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import sentence, when
from prevention.scheduling.states import allowed_actions
from prevention.vocabulary import Act, EndReason, SessionState

MOST_NAMED = 30
MANY_CHOICES = [(act.value, act.label) for act in MANY]


class GestureSerializer(serializers.Serializer[Any]):
    """An act that says the same of many sessions, with the reason that some acts need."""

    act = serializers.ChoiceField(choices=MANY_CHOICES)
    reason = serializers.ChoiceField(choices=EndReason.choices, required=False)

    def gesture(self, request: Request) -> Gesture:
        sent = self.validated_data
        reason = EndReason(sent["reason"]) if "reason" in sent else None
        return Gesture(Act(sent["act"]), asker(request), reason)


class ForeseeSerializer(GestureSerializer):
    """Which sessions: those named, or all that the filter in the address finds."""

    sessions = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE, required=False
    )


class LineAskedSerializer(serializers.Serializer[Any]):
    """A session, and the ``revised_at`` with which it was shown."""

    id = serializers.UUIDField()
    revised_at = InstantField()


class ManyAskedSerializer(GestureSerializer):
    sessions = serializers.ListField(
        child=LineAskedSerializer(), min_length=1, max_length=MOST_AT_ONCE
    )


class LineSerializer(serializers.Serializer[Any]):
    """A session of many, named as people name it; why not, where a rule refuses."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    when = serializers.CharField()
    school = serializers.CharField()
    class_groups = serializers.CharField()
    code = serializers.CharField(help_text="Of the refusal; empty where there is none.")
    detail = serializers.CharField(help_text="The refusal in words.")


class ForeseenLineSerializer(LineSerializer):
    """``becomes`` is the state that it would enter, or null where it would stay as it is."""

    revised_at = serializers.DateTimeField()
    becomes = serializers.ChoiceField(choices=SessionState.choices, allow_null=True)
    becomes_label = serializers.CharField()


class ToldSerializer(serializers.Serializer[Any]):
    """Who would be written to; some of them by name."""

    people = serializers.IntegerField()
    mailboxes = serializers.IntegerField(help_text="Of schools.")
    names = serializers.ListField(child=serializers.CharField(), max_length=MOST_NAMED)


class ForeseenSerializer(serializers.Serializer[Any]):
    will = serializers.IntegerField()
    will_not = serializers.IntegerField()
    told = ToldSerializer()
    lines = ForeseenLineSerializer(many=True)


class DoneLineSerializer(LineSerializer):
    """How the session is after the act; empty where one may not know of it."""

    done = serializers.BooleanField()
    state = serializers.ChoiceField(SessionState.choices, allow_blank=True)
    state_label = serializers.CharField()
    sentence = serializers.CharField()
    allowed_actions = serializers.ListField(child=serializers.ChoiceField(Act.choices))


class ManyDoneSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    not_done = serializers.IntegerField()
    lines = DoneLineSerializer(many=True)


class ManyActsViewSet(Resource):
    """Acts on many sessions at once; each session is judged and changed for itself."""

    rights = {"create": "session.read", "preview": "session.read"}
    queryset = SHOWN
    serializer_class = ManyDoneSerializer
    filterset_class = SessionFilter
    pagination_class = None

    @extend_schema(request=ForeseeSerializer, responses={200: ForeseenSerializer}, filters=True)
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Say what the act would do to each, and who would be told; changes nothing."""
        sent = ForeseeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        gesture, now = sent.gesture(request), timezone.now()
        named = sent.validated_data.get("sessions")
        rows = self.get_queryset().order_by("listed_at", "pk")
        rows = self.filter_queryset(rows) if named is None else rows.filter(public_id__in=named)
        lines = foresee(rows, gesture, now=now)
        if named is not None and len(lines) != len(set(named)):
            raise Http404
        will = [one for one in lines if one.becomes is not None]
        told = told_by(gesture, [one.session.pk for one in will], now=now)
        answer = {
            "will": len(will),
            "will_not": len(lines) - len(will),
            "told": _told(told),
            "lines": [_foreseen(one) for one in lines],
        }
        return Response(ForeseenSerializer(answer).data)

    @extend_schema(request=ManyAskedSerializer, responses={200: ManyDoneSerializer})
    def create(self, request: Request) -> Response:
        """Do the act on each session that is still as it was shown; say what became of each."""
        sent = ManyAskedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        gesture, now = sent.gesture(request).checked(), timezone.now()

        def do(line: dict[str, Any]) -> dict[str, Any]:
            refusal = None
            try:
                do_one(
                    public_id=line["id"], revised_at=line["revised_at"], gesture=gesture, now=now
                )
            except RefusedError as refused:
                refusal = refused
            return {"id": str(line["id"]), "done": refusal is None, **_why(refusal)}

        outcomes, headers = line_by_line(request, sent.validated_data["sessions"], do)
        done = sum(one["done"] for one in outcomes)
        answer = {"done": done, "not_done": len(outcomes) - done, "lines": self._lines(outcomes)}
        return Response(ManyDoneSerializer(answer).data, headers=headers)

    create.takes_idempotency_key = True  # type: ignore[attr-defined] # read by the schema

    def _lines(self, outcomes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Say how each session is by now, in as many queries for two hundred as for one."""
        rows = self.get_queryset().filter(public_id__in=[one["id"] for one in outcomes])
        shown = {
            str(session.public_id): self._shown(session) for session in rows.prefetch_related(*READ)
        }
        return [{**shown.get(one["id"], UNKNOWN), **one} for one in outcomes]

    def _shown(self, session: Session) -> dict[str, Any]:
        now = timezone.now()
        return {
            **_named(session),
            "state": session.state,
            "state_label": session.get_state_display(),
            "sentence": sentence(session, now=now),
            "allowed_actions": allowed_actions(asker(self.request), session, now=now),
        }


UNKNOWN = {
    **dict.fromkeys(("title", "when", "school", "class_groups"), ""),
    **dict.fromkeys(("state", "state_label", "sentence"), ""),
    "allowed_actions": [],
}


def _named(session: Session) -> dict[str, Any]:
    return {
        "id": session.public_id,
        "title": session.title,
        "when": when(session),
        "school": session.school.name,
        "class_groups": ", ".join(group.label for group in session.groups.all()),
    }


def _why(refusal: RefusedError | None) -> dict[str, str]:
    return {"code": refusal.code if refusal else "", "detail": str(refusal) if refusal else ""}


def _foreseen(one: Foreseen) -> dict[str, Any]:
    return {
        **_named(one.session),
        **_why(one.refusal),
        "revised_at": one.session.revised_at,
        "becomes": one.becomes,
        "becomes_label": one.becomes.label if one.becomes else "",
    }


def _told(readers: list[Reader]) -> dict[str, Any]:
    people = sorted(str(reader.user) for reader in readers if reader.user)
    return {
        "people": len(people),
        "mailboxes": len(readers) - len(people),
        "names": people[:MOST_NAMED],
    }
