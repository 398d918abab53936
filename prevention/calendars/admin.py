"""Calendar feeds in Django's administration: who reads what, and how to stop it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.administration import ByRights
from prevention.calendars.feeds import revoke_feed
from prevention.calendars.models import Feed

SHOWN = (
    "name",
    "kind",
    "holder",
    "school",
    "class_group",
    "facilitator",
    "offer",
    "created_at",
    "last_fetched_at",
    "last_client",
    "revoked_at",
)


@admin.register(Feed)
class FeedAdmin(ByRights, admin.ModelAdmin[Feed]):
    """Feeds are looked at and revoked; their address is shown to their holder alone.

    A deleted feed would answer 404, as if it had never been: none is.
    """

    rights = {"view": "feed.manage", "change": "feed.manage"}
    list_display = [
        "name",
        "kind",
        "holder",
        "about",
        "last_fetched_at",
        "last_client",
        "revoked_at",
    ]
    list_filter = ["kind", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["holder", "school", "class_group__school", "facilitator", "offer"]
    search_fields = [
        "name",
        "holder__email",
        "school__name",
        "school__uai",
        "class_group__label",
        "class_group__school__name",
        "facilitator__name",
        "offer__title",
    ]
    fields = SHOWN
    readonly_fields = SHOWN
    actions = ["revoke"]

    @admin.display(description=_("about"))
    def about(self, feed: Feed) -> str:
        return feed.subject

    @admin.action(description=_("Revoke the chosen calendars"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        for feed in queryset:
            revoke_feed(feed=feed, now=timezone.now())
        self.message_user(request, _("The calendars are revoked: their addresses answer no more."))
