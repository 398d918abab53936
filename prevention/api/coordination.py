"""The coordination's desk: how much waits, what clashes, which agreements end."""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import DaysSerializer, LabelField
from prevention.api.views import Resource, asker
from prevention.messages.models import Message
from prevention.people.models import Role
from prevention.scheduling.clashes import Clash, ClashKind, Grade, clashes, count_by_grade
from prevention.scheduling.endings import Ending, endings
from prevention.scheduling.lacking import lacking
from prevention.scheduling.models import Session
from prevention.vocabulary import Act, SessionState

# What the desk looks ahead by itself; and as far as somebody may ask.
AHEAD = timedelta(days=56)
LONGEST = timedelta(days=184)


class CountsSerializer(serializers.Serializer[Any]):
    """How much waits for whom, in the reader's reach."""

    to_authorise = serializers.IntegerField(help_text="Held, and waiting for a head.")
    to_accept = serializers.IntegerField(help_text="Held, and waiting for a partner.")
    proposed = serializers.IntegerField(help_text="Proposed, and waiting for a school.")
    waiting = serializers.IntegerField(help_text="On the waiting list.")
    blocked = serializers.IntegerField(help_text="To come, and lacking something.")
    outcome_missing = serializers.IntegerField(help_text="Over, without a report.")
    clashes_hard = serializers.IntegerField(help_text="Of the next eight weeks.")
    clashes_soft = serializers.IntegerField(help_text="Of the next eight weeks.")
    roles_to_confirm = serializers.IntegerField()
    agreements_ending = serializers.IntegerField()
    mails_failed = serializers.IntegerField()


class ChoiceSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()


class SchoolChoiceSerializer(ChoiceSerializer):
    commune = serializers.CharField()


class ChoicesSerializer(serializers.Serializer[Any]):
    """What the sessions in reach can be looked for by, each list by name."""

    commune = ChoiceSerializer(many=True)
    school = SchoolChoiceSerializer(many=True)
    theme = ChoiceSerializer(many=True)
    offer = ChoiceSerializer(many=True)
    organisation = ChoiceSerializer(many=True)
    facilitator = ChoiceSerializer(many=True)


class SessionBriefSerializer(serializers.ModelSerializer[Session]):
    """A session where another thing names it."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(source="school.time_zone", read_only=True)
    school = serializers.CharField(source="school.name", read_only=True)
    commune = serializers.CharField(source="school.commune.name", read_only=True)
    class_groups = serializers.SerializerMethodField()
    facilitators = serializers.SerializerMethodField()
    state_label = LabelField("state")

    class Meta:
        model = Session
        fields = [
            *("id", "title", "starts_at", "ends_at", "time_zone", "school", "commune"),
            *("class_groups", "facilitators", "state", "state_label"),
        ]
        read_only_fields = fields

    def get_class_groups(self, session: Session) -> str:
        return ", ".join(group.label for group in session.groups.all())

    def get_facilitators(self, session: Session) -> str:
        return ", ".join(one.name for one in session.facilitators.all())


class ClashSerializer(serializers.Serializer[Clash]):
    """One thing wrong with a session, and the acts that lift it, the best first."""

    kind = serializers.ChoiceField(choices=ClashKind.choices)
    kind_label = serializers.CharField(source="kind.label")
    grade = serializers.ChoiceField(choices=Grade.choices)
    grade_label = serializers.CharField(source="grade.label")
    detail = serializers.CharField()
    session = SessionBriefSerializer()
    other = SessionBriefSerializer(allow_null=True)
    lifted_by = serializers.ListField(child=serializers.ChoiceField(choices=Act.choices))


class ClashesSerializer(serializers.Serializer[Any]):
    hard = serializers.IntegerField()
    soft = serializers.IntegerField()
    results = ClashSerializer(many=True)


class ClashDaysSerializer(DaysSerializer):
    """The days to look through, half a year at most."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        super().validate(attrs)
        if attrs["until"] - attrs["from"] > LONGEST:
            sentence = _("Ask for at most %(days)s days at a time.") % {"days": LONGEST.days}
            raise serializers.ValidationError({"until": sentence})
        return attrs


class EndingSerializer(serializers.Serializer[Ending]):
    """An agreement that ends: its offers, and the sessions beyond it, some of them shown."""

    id = serializers.IntegerField(source="agreement.pk")
    organisation = serializers.CharField(source="agreement.organisation.name")
    organisation_id = serializers.IntegerField(source="agreement.organisation_id")
    scope_label = serializers.CharField(source="agreement.get_scope_display")
    themes = serializers.SerializerMethodField()
    ends_on = serializers.DateField()
    renewed = serializers.BooleanField()
    offers = serializers.SerializerMethodField()
    beyond = serializers.SerializerMethodField()
    sessions = serializers.SerializerMethodField()

    def get_themes(self, ending: Ending) -> list[str]:
        return [theme.name for theme in ending.agreement.themes.all()]

    def get_offers(self, ending: Ending) -> list[str]:
        return [offer.title for offer in ending.offers]

    def get_beyond(self, ending: Ending) -> int:
        return len(ending.beyond)

    @extend_schema_field(SessionBriefSerializer(many=True))
    def get_sessions(self, ending: Ending) -> Any:
        return SessionBriefSerializer(ending.sessions, many=True).data


@extend_schema_serializer(many=False)  # one answer holds them all
class EndingsSerializer(serializers.Serializer[Any]):
    results = EndingSerializer(many=True)


class CoordinationViewSet(Resource):
    """What a coordinator looks after, counted and read in a constant number of queries."""

    rights = {
        "list": "coordination.read",
        "choices": "coordination.read",
        "clashes": "coordination.read",
        "endings": "coordination.read",
    }
    queryset = Session.objects.all()
    serializer_class = CountsSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=extend_schema_serializer(many=False)(CountsSerializer))
    def list(self, request: Request) -> Response:
        """Count what waits, clashes and ends."""
        user, now = asker(request), timezone.now()
        today, rows = timezone.localdate(now), Session.objects.visible_to(user)
        graded = count_by_grade(clashes(user, first=today, last=today + AHEAD, now=now))
        counts = {
            "to_authorise": rows.still_to_authorise(now=now).count(),
            "to_accept": rows.to_accept().filter(held_until__gt=now).count(),
            "proposed": rows.filter(state=SessionState.PROPOSED).count(),
            "waiting": rows.filter(state=SessionState.WISHED).count(),
            "blocked": lacking(rows, now=now).count(),
            "outcome_missing": rows.outcome_missing(now=now).count(),
            "clashes_hard": graded[Grade.HARD],
            "clashes_soft": graded[Grade.SOFT],
            "roles_to_confirm": Role.objects.confirmable_by(user).waiting().count(),
            "agreements_ending": len(endings(user, today=today, now=now)),
            "mails_failed": Message.objects.visible_to(user)
            .filter(state=Message.State.FAILED)
            .count(),
        }
        return Response(CountsSerializer(counts).data)

    @extend_schema(responses=ChoicesSerializer)
    @action(detail=False)
    def choices(self, request: Request) -> Response:
        """Give what the sessions in reach can be looked for by."""
        rows = self.get_queryset()
        chosen = {
            "commune": _pairs(rows, "school__commune", "school__commune__name"),
            "school": _pairs(rows, "school", "school__name", commune=F("school__commune")),
            "theme": _pairs(rows, "theme", "theme__name"),
            "offer": _pairs(rows, "offer", "offer__title"),
            "organisation": _pairs(rows, "offer__organisation", "offer__organisation__name"),
            "facilitator": _pairs(rows, "facilitators", "facilitators__name"),
        }
        return Response(ChoicesSerializer(chosen).data)

    @extend_schema(parameters=[ClashDaysSerializer], responses=ClashesSerializer)
    @action(detail=False)
    def clashes(self, request: Request) -> Response:
        """Say what is wrong with the sessions to come of some days, graded."""
        asked = ClashDaysSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        first, last = asked.validated_data["from"], asked.validated_data["until"]
        found = clashes(asker(request), first=first, last=last, now=timezone.now())
        graded = count_by_grade(found)
        answer = {"hard": graded[Grade.HARD], "soft": graded[Grade.SOFT], "results": found}
        return Response(ClashesSerializer(answer).data)

    @extend_schema(responses=EndingsSerializer)
    @action(detail=False)
    def endings(self, request: Request) -> Response:
        """Give the agreements that end within half a year, with what is planned beyond."""
        now = timezone.now()
        found = endings(asker(request), today=timezone.localdate(now), now=now)
        return Response(EndingsSerializer({"results": found}).data)


def _pairs(rows: QuerySet[Session], key: str, name: str, **more: F) -> list[dict[str, Any]]:
    """The distinct keys and names that sessions lead to, by name."""
    found = rows.exclude(**{key: None}).order_by(name, key)
    pairs = found.values(**more, key=F(key), name=F(name)).distinct()
    return [dict(pair) for pair in pairs]
