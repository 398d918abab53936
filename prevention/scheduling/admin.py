"""Scheduling in Django's administration: to look at, and to act through the acts alone."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from prevention.administration import ByRights, InReach
from prevention.errors import RefusedError
from prevention.offers.models import Facilitator
from prevention.scheduling import acts
from prevention.scheduling.models import (
    AuthorisationLink,
    Availability,
    DatedAvailability,
    Event,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.scheduling.sentences import sentence
from prevention.vocabulary import EndReason


class OfSession(ByRights):
    """Rows that only acts write: the administration shows them."""

    rights = {"view": "session.read"}


class EventInline(OfSession, admin.TabularInline[Any, Any]):
    model = Event
    fields = ["at", "act", "from_state", "to_state", "reason", "actor"]


class GroupInline(OfSession, admin.TabularInline[Any, Any]):
    model = SessionGroup
    fields = ["group", "headcount", "present", "girls", "boys"]


class FacilitatorInline(OfSession, admin.TabularInline[Any, Any]):
    model = SessionFacilitator
    fields = ["facilitator"]


class ReasonForm(ActionForm):
    """The reason that refusing and cancelling ask for."""

    reason = forms.ChoiceField(
        label=_("reason (to refuse or cancel)"), choices=EndReason.choices, required=False
    )


@admin.register(Session)
class SessionAdmin(OfSession, InReach, admin.ModelAdmin[Session]):
    list_display = ["starts_at", "school", "title", "classes", "state", "held_until"]
    list_filter = ["state", "kind", "theme", "offer__organisation"]
    list_select_related = ["school", "offer", "theme"]
    search_fields = ["public_id", "school__name", "school__uai", "offer__title"]
    date_hierarchy = "starts_at"
    fields = [
        "sentence",
        "state",
        "kind",
        "theme",
        "offer",
        "school",
        "starts_at",
        "ends_at",
        "location",
        "address",
        "room",
        "en_adult",
        "families_informed_on",
        "exceptional_reason",
        "exception_informed_on",
        "override_reason",
        "held_until",
        "authorised_at",
        "accepted_at",
        "ended_by_side",
        "ended_reason",
        "ended_late",
        "public_id",
    ]
    inlines = [GroupInline, FacilitatorInline, EventInline]
    action_form = ReasonForm
    actions = ["authorise", "accept", "refuse", "cancel"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        rows: QuerySet[Session] = super().get_queryset(request)
        return rows.prefetch_related("groups")

    @admin.display(description=_("classes"))
    def classes(self, session: Session) -> str:
        return ", ".join(group.label for group in session.groups.all())

    @admin.display(description=_("session"))
    def title(self, session: Session) -> str:
        return session.title

    @admin.display(description=_("what it waits for"))
    def sentence(self, session: Session) -> str:
        return sentence(session, now=timezone.now())

    @admin.action(description=_("Authorise the chosen sessions"))
    def authorise(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        self._act_on_each(acts.authorise, request, queryset)

    @admin.action(description=_("Accept the chosen sessions for the partner"))
    def accept(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        self._act_on_each(acts.accept, request, queryset)

    @admin.action(description=_("Refuse the chosen sessions"))
    def refuse(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        self._act_on_each(acts.refuse, request, queryset, reason=_reason(request))

    @admin.action(description=_("Cancel the chosen sessions"))
    def cancel(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        self._act_on_each(acts.cancel, request, queryset, reason=_reason(request))

    def _act_on_each(
        self,
        act: Callable[..., Session],
        request: HttpRequest,
        sessions: QuerySet[Session],
        **more: EndReason,
    ) -> None:
        """Do what can be done, and say of each other session why it cannot."""
        done = 0
        for session in sessions:
            try:
                act(session=session, user=request.user, now=timezone.now(), **more)
                done += 1
            except RefusedError as refusal:
                self.message_user(request, f"{session}: {refusal}", messages.ERROR)
            except PermissionDenied:
                self.message_user(request, _not_yours(session), messages.ERROR)
        if done:
            changed = ngettext("%(n)s session changed.", "%(n)s sessions changed.", done)
            self.message_user(request, changed % {"n": done}, messages.SUCCESS)


def _reason(request: HttpRequest) -> EndReason:
    given = request.POST.get("reason")
    return EndReason(given) if given in EndReason.values else EndReason.OTHER


def _not_yours(session: Session) -> str:
    return _("%(session)s: you may not do this.") % {"session": session}


class SessionInline(OfSession, admin.TabularInline[Any, Any]):
    model = Session
    fields = ["starts_at", "state", "held_until"]
    show_change_link = True


class LinkInline(ByRights, admin.TabularInline[Any, Any]):
    """Who made a link for whom, and when it decided; never its address."""

    rights = {"view": "session.link"}
    model = AuthorisationLink
    fields = ["head", "made_by", "created_at", "expires_at", "used_at"]


@admin.register(Request)
class RequestAdmin(ByRights, InReach, admin.ModelAdmin[Request]):
    rights = {"view": "request.read"}
    list_display = ["created_at", "school", "offer", "asked_by"]
    list_filter = ["offer__theme", "offer__organisation"]
    list_select_related = ["school", "offer", "asked_by"]
    search_fields = ["public_id", "school__name", "school__uai", "offer__title"]
    date_hierarchy = "created_at"
    fields = ["created_at", "school", "offer", "asked_by", "public_id"]
    inlines = [SessionInline, LinkInline]


FACILITATORS = {"view": "facilitator.read"} | dict.fromkeys(
    ["add", "change", "delete"], "facilitator.change"
)


class AvailabilityInline(ByRights, admin.TabularInline[Any, Any]):
    rights = FACILITATORS
    model = Availability
    extra = 1


class DatedAvailabilityInline(ByRights, admin.TabularInline[Any, Any]):
    rights = FACILITATORS
    model = DatedAvailability
    extra = 0


@admin.register(Facilitator)
class FacilitatorAdmin(ByRights, InReach, admin.ModelAdmin[Facilitator]):
    """A facilitator with the weekly windows, until facilitators keep these themselves."""

    rights = FACILITATORS
    list_display = ["name", "organisation", "user", "honorability_on", "active"]
    list_filter = ["active", "organisation", "themes"]
    list_select_related = ["organisation", "user"]
    search_fields = ["name", "organisation__name", "user__email"]
    autocomplete_fields = ["organisation", "base"]
    filter_horizontal = ["themes"]
    raw_id_fields = ["user"]
    inlines = [AvailabilityInline, DatedAvailabilityInline]
