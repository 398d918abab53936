"""How sessions were: one's own answer under each session, and counts by offer."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID
from prevention.api.session_shapes import SessionSerializer
from prevention.api.views import Resource, asker
from prevention.people.models import User
from prevention.scheduling.acts import Opinion, give_feedback, withdraw_feedback
from prevention.scheduling.feedback import Asked, Summary, asked, summaries
from prevention.scheduling.models import Feedback, Session
from prevention.scheduling.models.feedback import MOST_USEFUL
from prevention.schools.models import SchoolYear
from prevention.vocabulary import LevelFit


def own_feedback(user: User) -> Prefetch[Any]:
    """Read the person's own answers beside sessions."""
    return Prefetch("feedback", Feedback.objects.filter(author=user), to_attr="own_feedback")


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    level_fit = serializers.ChoiceField(LevelFit.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Feedback
        fields = ["usefulness", "level_fit", "again", "given_at"]
        read_only_fields = fields


class FeedbackSentSerializer(serializers.Serializer[Any]):
    """Closed lists alone: nothing can be told of anybody."""

    usefulness = serializers.IntegerField(
        min_value=1,
        max_value=MOST_USEFUL,
        error_messages=dict.fromkeys(
            ("required", "null"), _("Say first how useful the session was.")
        ),
    )
    level_fit = serializers.ChoiceField(
        LevelFit.choices, allow_blank=True, required=False, default=""
    )
    again = serializers.BooleanField(allow_null=True, required=False, default=None)


class FeedbackAskedSerializer(serializers.Serializer[Asked]):
    """Whether the reader may answer now, and the own answer."""

    may_give = serializers.BooleanField()
    own = FeedbackSerializer(allow_null=True)


class SessionInListSerializer(SessionSerializer):
    """A session with what its reader is asked about it; null where nothing is."""

    feedback = serializers.SerializerMethodField()

    class Meta(SessionSerializer.Meta):
        fields = [*SessionSerializer.Meta.fields, "feedback"]
        read_only_fields = fields

    @extend_schema_field(FeedbackAskedSerializer(allow_null=True))
    def get_feedback(self, session: Any) -> Any:
        own = session.own_feedback[0] if session.own_feedback else None
        found = asked(asker(self.context["request"]), session, own, now=timezone.now())
        return FeedbackAskedSerializer(found).data if found else None


class OwnFeedbackViewSet(Resource):
    """The reader's own answer about a session of the own school; nobody else reads it."""

    rights = {
        "retrieve": "session.feedback",
        "update": "session.feedback",
        "destroy": "session.feedback",
    }
    queryset = Session.objects.select_related("school__commune").defer("school__commune__outline")
    serializer_class = FeedbackAskedSerializer
    lookup_field = "public_id"

    def retrieve(self, request: Request, **_named: str) -> Response:
        return self._shown(self.get_object())

    @extend_schema(request=FeedbackSentSerializer, responses=FeedbackAskedSerializer)
    def update(self, request: Request, **_named: str) -> Response:
        """Say how the session was, or say otherwise."""
        session, sent = self.get_object(), FeedbackSentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        opinion = Opinion(**sent.validated_data)
        give_feedback(session=session, user=asker(request), opinion=opinion, now=timezone.now())
        return self._shown(session)

    def destroy(self, request: Request, **_named: str) -> Response:
        """Take the own answer back."""
        withdraw_feedback(session=self.get_object(), user=asker(request))
        return Response(status=204)

    def _shown(self, session: Session) -> Response:
        user = asker(self.request)
        own = session.feedback.filter(author=user).first()
        found = asked(user, session, own, now=timezone.now()) or Asked(may_give=False, own=None)
        return Response(self.get_serializer(found).data)


class FeedbackQuerySerializer(serializers.Serializer[Any]):
    """A school year, by its first calendar year; one offer, or all."""

    school_year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    offer = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)


class FeedbackSummarySerializer(serializers.Serializer[Summary]):
    """Of ``answers`` the ``counted`` oldest, five by five, so that no single one shows."""

    offer = serializers.IntegerField()
    title = serializers.CharField()
    organisation = serializers.CharField()
    answers = serializers.IntegerField()
    counted = serializers.IntegerField()
    usefulness = serializers.ListField(
        child=serializers.IntegerField(), help_text="From not useful to very useful."
    )
    too_easy = serializers.IntegerField(source=f"level_fit.{LevelFit.TOO_EASY}")
    right = serializers.IntegerField(source=f"level_fit.{LevelFit.RIGHT}")
    too_hard = serializers.IntegerField(source=f"level_fit.{LevelFit.TOO_HARD}")
    again = serializers.IntegerField()
    not_again = serializers.IntegerField()


@extend_schema_serializer(many=False)  # one answer holds them all
class FeedbackSummariesSerializer(serializers.Serializer[Any]):
    school_year = serializers.IntegerField()
    results = FeedbackSummarySerializer(many=True)


class FeedbackViewSet(Resource):
    """What schools think of the offers in reach, counted."""

    rights = {"list": "feedback.read"}
    queryset = Feedback.objects.all()
    serializer_class = FeedbackSummariesSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[FeedbackQuerySerializer], responses=FeedbackSummariesSerializer)
    def list(self, request: Request) -> Response:
        """Count the answers of a school year, this one by default."""
        query = FeedbackQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        this_year = SchoolYear.year_of(timezone.localdate())
        year = query.validated_data.get("school_year", this_year)
        found = summaries(asker(request), school_year=year, offer=query.validated_data.get("offer"))
        return Response(self.get_serializer({"school_year": year, "results": found}).data)
