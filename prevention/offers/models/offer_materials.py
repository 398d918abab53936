"""Which material serves an offer: at which session of its series, and when about it."""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.models import Material
from library.vocabulary import MaterialState
from prevention.offers.models.offers import LONGEST_SERIES, Offer
from prevention.vocabulary import Moment

EVERY_SESSION = 0


class OfferMaterialQuerySet(models.QuerySet["OfferMaterial"]):
    def published(self) -> Self:
        """Those whose material is published; for whom, its audience says."""
        return self.filter(material__state=MaterialState.PUBLISHED).select_related("material")


class OfferMaterial(models.Model):
    """A material of an offer; ``session_number`` counts the series from 1, 0 being each."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="offer_materials")
    material = models.ForeignKey(
        Material, models.CASCADE, related_name="offer_materials", verbose_name=_("material")
    )
    moment = models.CharField(
        _("when"), max_length=6, choices=Moment.choices, default=Moment.BEFORE
    )
    session_number = models.PositiveSmallIntegerField(
        _("session of the series"),
        default=EVERY_SESSION,
        validators=[MaxValueValidator(LONGEST_SERIES)],
        help_text=_("0: each of them."),
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    objects = OfferMaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of an offer")
        verbose_name_plural = _("materials of an offer")
        ordering = ["offer", "session_number", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "material", "moment", "session_number"],
                name="offer_material_once",
            ),
            models.CheckConstraint(
                name="offer_material_within_a_series",
                condition=Q(session_number__lte=LONGEST_SERIES),
            ),
        ]

    def serves(self, number: int) -> bool:
        """Tell whether it is for the session of that number in the series."""
        return self.session_number in {EVERY_SESSION, number}

    def __str__(self) -> str:
        return f"{self.material} ({self.get_moment_display()})"
