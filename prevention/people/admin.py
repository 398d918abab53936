"""People, their roles, invitations and keys in Django's administration.

Accounts and keys are for administrators alone, so that nobody on the staff can raise the
own powers; roles and invitations follow the table of rights, as everywhere.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.administration import ByRights, InReach, reader
from prevention.errors import RefusedError
from prevention.people.acts import (
    confirm_role,
    invite,
    may_invite,
    refuse_role,
    revoke_invitation,
)
from prevention.people.errors import ReachTooWideError
from prevention.people.models import ApiToken, Invitation, Role, User
from prevention.people.second_factor import forget_factors
from prevention.people.tokens import revoke_token

REACH = ["school", "organisation", "commune", "epci"]


ACCOUNTS = dict.fromkeys(["view", "add", "change"], "account.manage")


class RoleInline(ByRights, admin.TabularInline[Role, User]):
    """Roles that an administrator gives at once, without anybody's asking."""

    rights = ACCOUNTS | {"delete": "account.manage"}
    model = Role
    fk_name = "user"
    extra = 0
    fields = ["kind", *REACH, "everywhere", "status"]
    autocomplete_fields = REACH


@admin.register(User)
class UserAdmin(ByRights, admin.ModelAdmin[User]):
    """Accounts; passwords are their owner's affair, and a code by mail needs none.

    Who leaves is made inactive, never deleted: what they did stays theirs.
    """

    rights = ACCOUNTS
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "roles__kind"]
    search_fields = ["email", "name"]
    fields = [
        "email",
        "name",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "date_joined",
    ]
    readonly_fields = ["last_login", "date_joined"]
    inlines = [RoleInline]
    actions = ["forget_factors"]

    @admin.action(
        description=_("Forget the second step of the chosen people"), permissions=["change"]
    )
    def forget_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            forget_factors(user)
            sentence = _("has no second step any more, and has to sign in again.")
            self.message_user(request, f"{user}: {sentence}", messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Role)
class RoleAdmin(ByRights, admin.ModelAdmin[Role]):
    """Roles at schools, with what waits first to be confirmed or refused."""

    rights = {"view": "role.confirm"}
    list_display = ["user", "kind", "place", "status", "asked_at", "decided_by"]
    list_filter = ["status", "kind"]
    list_select_related = ["user", *REACH, "decided_by"]
    search_fields = ["user__email", "user__name", "school__name", "school__uai"]
    ordering = ["-status", "asked_at"]
    actions = ["confirm", "refuse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        rows = Role.objects.order_by(*self.ordering)
        return rows if reader(request).is_superuser else rows.confirmable_by(reader(request))

    @admin.display(description=_("where"))
    def place(self, role: Role) -> str:
        return role.where()

    @admin.action(description=_("Confirm the chosen roles"), permissions=["view"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        self._decide(request, queryset, confirm_role)

    @admin.action(description=_("Refuse the chosen roles"), permissions=["view"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        self._decide(request, queryset, refuse_role)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Role], act: Any) -> None:
        for role in queryset:
            try:
                act(role=role, by=reader(request), now=timezone.now())
            except RefusedError as refusal:
                self.message_user(request, f"{role.user}: {refusal}", messages.ERROR)
            except PermissionDenied:
                sentence = _("This role is not yours to decide on.")
                self.message_user(request, f"{role.user}: {sentence}", messages.ERROR)
            else:
                self.message_user(request, f"{role.user}: {role}", messages.SUCCESS)


class InvitationForm(forms.ModelForm[Invitation]):
    """Asks the rule before the act does, so that a refusal stands beside the form."""

    by: User

    class Meta:
        model = Invitation
        fields = ["email", "kind", *REACH, "everywhere"]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and not may_invite(self.by, self.instance):
            self.add_error(None, str(ReachTooWideError()))


@admin.register(Invitation)
class InvitationAdmin(ByRights, InReach, admin.ModelAdmin[Invitation]):
    """Invitations sent; their link is in the mail alone."""

    rights = {"view": "invitation.read", "add": "invitation.create"}
    form = InvitationForm
    list_display = ["email", "kind", "place", "invited_by", "created_at", "accepted_at"]
    list_filter = ["kind", ("accepted_at", admin.EmptyFieldListFilter)]
    list_select_related = [*REACH, "invited_by"]
    search_fields = ["email", "invited_by__email"]
    autocomplete_fields = REACH
    actions = ["revoke"]

    def get_form(self, request: HttpRequest, *args: Any, **named: Any) -> Any:
        form = super().get_form(request, *args, **named)
        form.by = reader(request)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        sent = invite(by=reader(request), now=timezone.now(), **form.cleaned_data)
        obj.pk = sent.pk
        obj.refresh_from_db()

    @admin.display(description=_("where"))
    def place(self, invitation: Invitation) -> str:
        return invitation.where()

    @admin.action(description=_("Revoke the chosen invitations"), permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                revoke_invitation(invitation=invitation, now=timezone.now())
            except RefusedError as refusal:
                self.message_user(request, f"{invitation}: {refusal}", messages.ERROR)


@admin.register(ApiToken)
class ApiTokenAdmin(ByRights, admin.ModelAdmin[ApiToken]):
    """Keys of programs: seen by their prefix, revoked, never made here nor shown."""

    rights = {"view": "account.manage"}
    list_display = ["name", "prefix", "user", "scope", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["scope", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["name", "prefix", "user__email"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke the chosen keys"), permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        for token in queryset:
            revoke_token(token=token, now=timezone.now())
