"""Sentences for codes that several parts of scheduling give."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.load import CALENDAR_GAP
from prevention.scheduling.openings import Obstacle
from prevention.vocabulary import NoClass

# Why half-days hold no opening, for the count beside them.
REASONS: Mapping[str, str | Promise] = {
    **{reason.value: reason.label for reason in NoClass},
    Obstacle.TOO_SHORT: _("half-day shorter than the session"),
    Obstacle.TOO_SOON: _("too soon for the partner's notice"),
    Obstacle.NO_AGREEMENT: _("the partner's agreement does not cover that day"),
    Obstacle.GROUP_BUSY: _("the class already has a session"),
    Obstacle.ROOM_BUSY: _("the room is taken"),
    Obstacle.NO_FACILITATOR: _("no facilitator free"),
    CALENDAR_GAP: _("school calendar not published yet"),
}
