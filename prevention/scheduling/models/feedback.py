"""What adults of a school think of a session that was given: closed lists alone."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.models.sessions import Session
from prevention.vocabulary import LevelFit

if TYPE_CHECKING:
    from prevention.people.models import User

MOST_USEFUL = 4


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def readable_by(self, user: "User") -> Self:
        """What was said at the schools that one coordinates, or of one's own organisation."""
        reach = user.reach().having("feedback.read")
        giver = "session__offer__organisation__"
        return self.filter(reach.schools("session__school__") | reach.organisations(giver))


class Feedback(models.Model):
    """One adult's answer about one session, which only that adult reads and changes.

    There is no place for words: whatever happened in the classroom, no trace of it can be
    left here. It goes with the account of who gave it.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    usefulness = models.PositiveSmallIntegerField(
        _("usefulness, from 1 to 4"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_USEFUL)],
    )
    level_fit = models.CharField(
        _("suited to the level"), max_length=8, choices=LevelFit.choices, blank=True
    )
    again = models.BooleanField(_("would book it again"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"))

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(name="feedback_once", fields=["session", "author"]),
            models.CheckConstraint(
                name="feedback_usefulness_from_1_to_4",
                condition=Q(usefulness__gte=1, usefulness__lte=MOST_USEFUL),
            ),
            models.CheckConstraint(
                name="feedback_level_fit_of_the_list",
                condition=Q(level_fit__in=["", *LevelFit.values]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)
