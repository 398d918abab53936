"""What the acts on sessions are sent."""

from typing import Any

from rest_framework import serializers

from library.models import Material
from prevention.api.fields import BIGGEST_ID, InstantField
from prevention.offers.models import Facilitator, Theme
from prevention.schools.models import Room
from prevention.vocabulary import EnAdult, EndReason, ExceptionalReason, Location, Logistics

MOST_GROUPS = 20


class NothingSerializer(serializers.Serializer[Any]):
    """An act that needs no more than its address."""


class EndSerializer(serializers.Serializer[Any]):
    """Why a session is refused or cancelled, or did not take place."""

    reason = serializers.ChoiceField(choices=EndReason.choices)


class HoldSerializer(serializers.Serializer[Any]):
    """The time that a wish takes; a proposed session has its own."""

    starts_at = InstantField(required=False)


class MoveSerializer(serializers.Serializer[Any]):
    starts_at = InstantField()


class ReplaceSerializer(serializers.Serializer[Any]):
    """Who leaves the session, and who comes instead."""

    leaving = serializers.PrimaryKeyRelatedField(queryset=Facilitator.objects.all())
    coming = serializers.PrimaryKeyRelatedField(queryset=Facilitator.objects.all())


class PreparationSerializer(serializers.Serializer[Any]):
    """What a session needs; what is not sent stays as it is."""

    en_adult = serializers.ChoiceField(choices=EnAdult.choices, required=False)
    families_informed_on = serializers.DateField(required=False)
    exceptional_reason = serializers.ChoiceField(choices=ExceptionalReason.choices, required=False)
    exception_informed_on = serializers.DateField(required=False)
    location = serializers.ChoiceField(choices=Location.choices, required=False)
    address = serializers.CharField(max_length=250, required=False)
    room = serializers.PrimaryKeyRelatedField(queryset=Room.objects.all(), required=False)


class CountSentSerializer(serializers.Serializer[Any]):
    """How many pupils of a class were there; girls and boys where somebody counted them."""

    class_group = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    present = serializers.IntegerField(min_value=0, max_value=500)
    girls = serializers.IntegerField(min_value=0, max_value=500, required=False, allow_null=True)
    boys = serializers.IntegerField(min_value=0, max_value=500, required=False, allow_null=True)


class ReportSentSerializer(serializers.Serializer[Any]):
    """How a session went: counts and closed lists, and nothing about anybody."""

    counts = serializers.ListField(child=CountSentSerializer(), max_length=MOST_GROUPS, default=[])
    participants = serializers.IntegerField(
        min_value=0, max_value=2000, required=False, allow_null=True
    )
    climate = serializers.IntegerField(min_value=1, max_value=4, required=False, allow_null=True)
    logistics = serializers.ChoiceField(choices=Logistics.choices, default=Logistics.GOOD)
    materials = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Material.objects.published(), many=True, required=False
    )
    comment = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class DeclareSerializer(serializers.Serializer[Any]):
    """A session that the school's own staff gave to classes of the school."""

    theme = serializers.PrimaryKeyRelatedField(queryset=Theme.objects.all())
    starts_at = InstantField()
    ends_at = InstantField()
    counts = serializers.ListField(
        child=CountSentSerializer(), min_length=1, max_length=MOST_GROUPS
    )
