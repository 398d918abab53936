"""What answers about activity look like; ``GET coverage/figures/`` defines each figure."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from prevention.vocabulary import EndReason, SessionState, Side


class GivenSerializer(serializers.Serializer[Any]):
    """What was given to classes."""

    sessions = serializers.IntegerField()
    hours = serializers.FloatField()
    classes = serializers.IntegerField()
    participations = serializers.IntegerField()
    reached = serializers.IntegerField()
    girls = serializers.IntegerField()
    boys = serializers.IntegerField()
    neither_told = serializers.IntegerField()
    unreported = serializers.IntegerField()


class SessionEndingSerializer(serializers.Serializer[Any]):
    """Sessions that ended alike, without being given; nobody ends what expires."""

    outcome = serializers.ChoiceField(SessionState.choices)
    outcome_name = serializers.CharField(source="outcome.label")
    side = serializers.ChoiceField(Side.choices, allow_null=True)
    side_name = serializers.CharField(source="side.label", default="")
    reason = serializers.ChoiceField(EndReason.choices, allow_null=True)
    reason_name = serializers.CharField(source="reason.label", default="")
    sessions = serializers.IntegerField()


class OutcomesSerializer(serializers.Serializer[Any]):
    """What became of sessions; ``endings`` add up to those that were not given."""

    given = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    cancelled_late = serializers.IntegerField()
    not_held = serializers.IntegerField()
    refused = serializers.IntegerField()
    expired = serializers.IntegerField()
    cancellation_rate = serializers.FloatField(allow_null=True)
    lead_days = serializers.FloatField(allow_null=True)
    endings = SessionEndingSerializer(many=True)


class TravelSerializer(serializers.Serializer[Any]):
    """Ways of facilitators from one school to the next."""

    journeys = serializers.IntegerField()
    km = serializers.FloatField()
    minutes = serializers.IntegerField()
    unplaced = serializers.IntegerField()


class MeetingsSerializer(serializers.Serializer[Any]):
    """Meetings without classes."""

    meetings = serializers.IntegerField()
    hours = serializers.FloatField()
    participants = serializers.IntegerField()
    unreported = serializers.IntegerField()


class AnswersSerializer(serializers.Serializer[Any]):
    """What schools think of it."""

    answers = serializers.IntegerField()
    counted = serializers.IntegerField()
    usefulness = serializers.FloatField(allow_null=True)
    right_level = serializers.FloatField(allow_null=True)
    again = serializers.FloatField(allow_null=True)


class ActivityFiguresSerializer(serializers.Serializer[Any]):
    """Everything of some sessions.

    ``answers`` is null where none can be told: by places, levels, or calendar years; and to who
    may not read them.
    """

    given = GivenSerializer(source="figures.given")
    outcomes = OutcomesSerializer(source="figures.outcomes")
    travel = TravelSerializer(source="figures.travel")
    meetings = MeetingsSerializer(source="figures.meetings")
    answers = AnswersSerializer(source="figures.answers", allow_null=True)


class ActivityYearSerializer(ActivityFiguresSerializer):
    """The whole of one year; a school year is named by its first calendar year."""

    year = serializers.IntegerField()


class ActivityRowSerializer(ActivityFiguresSerializer):
    """One value of the dimension: ``value`` is the text of its key, empty where it is not known."""

    value = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class ActivitySerializer(serializers.Serializer[Any]):
    """The whole, that of the years before, latest first, and the rows by their names."""

    total = ActivityYearSerializer()
    earlier = ActivityYearSerializer(many=True)
    results = ActivityRowSerializer(many=True)
