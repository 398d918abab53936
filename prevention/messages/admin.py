"""The outbox in Django's administration: looked at; what is done to it is done on its page."""

from django.contrib import admin

from prevention.administration import ByRights, InReach
from prevention.messages.models import Message
from prevention.schools.models import School

SHOWN = (
    "kind",
    "reader",
    "address",
    "language",
    "school",
    "state",
    "due_at",
    "held_at",
    "subject",
    "words",
    "changed_by",
    "planned_at",
    "attempts",
    "sent_at",
    "failure",
    "reply",
)


@admin.register(Message)
class MessageAdmin(ByRights, InReach, admin.ModelAdmin[Message]):
    rights = {"view": "message.read"}
    list_display = ["kind", "to", "school", "state", "due_at", "sent_at", "failure"]
    list_filter = ["state", "kind", "failure"]
    list_select_related = ["reader", "school"]
    search_fields = ["reader__email", "reader__name", "address", "school__name", "school__uai"]
    date_hierarchy = "due_at"
    fields = SHOWN

    def school_of(self, row: Message) -> School | None:
        return row.school
