"""What was done to sessions: the record that messages and figures follow."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.models.sessions import Session
from prevention.vocabulary import Act, EndReason, SessionState


class Event(models.Model):
    """What was done to a session, by whom: written once with the act, never changed.

    ``starts_at`` is the time that the session has after it, so that a move can be told.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=12, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    from_state = models.CharField(max_length=9, choices=SessionState.choices, blank=True)
    to_state = models.CharField(max_length=9, choices=SessionState.choices)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=EndReason.choices, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.from_state} → {self.to_state}"
