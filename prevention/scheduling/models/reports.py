"""What a session was: counts and closed lists, and nothing about anybody."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.models.sessions import Session
from prevention.vocabulary import Logistics

WARNING = _(
    "About conditions alone: never a name, nothing about a pupil or a family, nothing that"
    " somebody said. What a pupil confided goes by the protocol, not here."
)


class Report(models.Model):
    """How a session went; numbers by class stand with its classes (``SessionGroup``).

    ``participants`` counts those of sessions without classes (parents, training).
    ``climate`` is how respectful the exchanges were, from 1 (tense) to 4 (serene).
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="report")
    participants = models.PositiveSmallIntegerField(
        _("participants"), null=True, blank=True, validators=[MaxValueValidator(2000)]
    )
    climate = models.PositiveSmallIntegerField(
        _("climate of the exchanges, from 1 to 4"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    logistics = models.CharField(
        _("conditions"), max_length=9, choices=Logistics.choices, default=Logistics.GOOD
    )
    materials = models.ManyToManyField(
        "library.Material", blank=True, related_name="+", verbose_name=_("materials used")
    )
    comment = models.CharField(_("comment"), max_length=500, blank=True, help_text=WARNING)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("filed by")
    )
    filed_at = models.DateTimeField(_("filed at"))

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="report_climate_from_1_to_4",
                condition=Q(climate=None) | Q(climate__gte=1, climate__lte=4),
            )
        ]

    def __str__(self) -> str:
        return str(self.session)
