"""What a visitor of the page sends, and what a visit might change."""

import re

from prevention.models import AuthorisationLink, Event, Session
from prevention.scheduling.links import address_of

YES, NO = ("authorise", ""), ("refuse", "SCHEDULE")


def path(link):
    return "/" + address_of(link).split("/", 3)[3]


def hidden_fields(page):
    return dict(re.findall(r'name="(\w+-revised_at)"\s+value="([^"]+)"', page.text))


def form_of(page, *decisions):
    """What a browser sends: the hidden fields of the page, and a choice for each session."""
    fields = hidden_fields(page)
    prefixes = [name.split("-")[0] for name in fields]
    for prefix, (decision, reason) in zip(prefixes, decisions, strict=True):
        fields |= {f"{prefix}-decision": decision, f"{prefix}-reason": reason}
    return fields


def state(link):
    """Everything that a decision would change."""
    return (
        list(Session.objects.order_by("pk").values()),
        list(Event.objects.values()),
        list(AuthorisationLink.objects.values()),
    )
