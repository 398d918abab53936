"""How sessions are looked for, the same wherever they are listed."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from prevention.api.fields import IdFilter
from prevention.scheduling.lacking import lacking
from prevention.scheduling.models import Session, SessionQuerySet
from prevention.vocabulary import SessionState


class SessionFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=SessionState.choices)
    class_group = IdFilter(field_name="groups")
    commune = django_filters.CharFilter(field_name="school__commune", max_length=5)
    offer = IdFilter()
    organisation = IdFilter(field_name="offer__organisation")
    facilitator = IdFilter(field_name="facilitators")
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")
    to_authorise = django_filters.BooleanFilter(method="waiting_for_head")
    to_accept = django_filters.BooleanFilter(method="waiting_for_partner")
    outcome_missing = django_filters.BooleanFilter(method="without_outcome")
    # The last one: it reads what the others leave.
    blocked = django_filters.BooleanFilter(method="lacking_something")

    class Meta:
        model = Session
        fields = ["state", "kind", "school", "theme"]

    def waiting_for_head(
        self, rows: QuerySet[Session], _name: str, wanted: bool
    ) -> QuerySet[Session]:
        return _only(rows, Session.objects.to_authorise(), wanted)

    def waiting_for_partner(
        self, rows: QuerySet[Session], _name: str, wanted: bool
    ) -> QuerySet[Session]:
        return _only(rows, Session.objects.to_accept(), wanted)

    def without_outcome(
        self, rows: QuerySet[Session], _name: str, wanted: bool
    ) -> QuerySet[Session]:
        return _only(rows, Session.objects.outcome_missing(now=timezone.now()), wanted)

    def lacking_something(
        self, rows: SessionQuerySet, _name: str, wanted: bool
    ) -> QuerySet[Session]:
        """Sessions to come that something keeps from being confirmed, or all but those."""
        return _only(rows, lacking(rows, now=timezone.now()), wanted)


def _only(rows: QuerySet[Session], these: QuerySet[Session], wanted: bool) -> QuerySet[Session]:
    return rows.filter(pk__in=these) if wanted else rows.exclude(pk__in=these)


# Python keeps the word "from" to itself.
SessionFilter.base_filters["from"] = django_filters.DateFilter(
    field_name="starts_at", lookup_expr="date__gte"
)
SessionFilter.base_filters.move_to_end("blocked")
