"""What partners offer, and whom it is for."""

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from prevention.fields import AxesField, LevelsField
from prevention.offers.models.facilitators import Facilitator
from prevention.offers.models.organisations import Organisation
from prevention.offers.models.themes import Theme
from prevention.schools.models import Commune
from prevention.schools.search import patterns
from prevention.vocabulary import OFFERED_KINDS, OrganisationKind, SessionKind

if TYPE_CHECKING:
    from prevention.fields import Levels
    from prevention.people.models import User

MOST_GROUPS = 20  # a show in a hall
LONGEST_SERIES = 12


class OfferQuerySet(models.QuerySet["Offer"]):
    def published(self) -> Self:
        return self.filter(active=True)

    def visible_to(self, user: "User") -> Self:
        """Published offers for whoever has a role: an offer names no date and no place.

        Those that were withdrawn as well, for who may publish them again.
        """
        if user.may("offer.change"):
            return self
        return self.published() if user.reach() else self.none()

    def for_levels(self, levels: "Levels") -> Self:
        """Offers open to every one of ``levels``: a mixed class needs them all."""
        return self.filter(levels__contains_all=levels)

    def serving(self, commune: Commune) -> Self:
        """Offers that go to the commune: it is among those they name, or they name none."""
        named = Offer.communes.through.objects.filter(offer=OuterRef("pk"))
        return self.filter(~Exists(named) | Exists(named.filter(commune=commune)))

    def about(self, words: str) -> Self:
        """Offers that hold each of the words, accents aside: in title, text, theme or partner."""
        found = self
        for pattern in patterns(words):
            found = found.filter(
                Q(title__iregex=pattern)
                | Q(description__iregex=pattern)
                | Q(theme__name__iregex=pattern)
                | Q(organisation__name__iregex=pattern)
            )
        return found


class Offer(models.Model):
    """A session that partners can give: what, for whom, how long, with how many."""

    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=21,
        choices=OFFERED_KINDS,
        default=SessionKind.CLASS,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="offers",
        verbose_name=_("organisation"),
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="offers", verbose_name=_("theme"))
    levels = LevelsField(_("levels"))
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration (minutes)"), validators=[MinValueValidator(15), MaxValueValidator(240)]
    )
    groups_per_session = models.PositiveSmallIntegerField(
        _("classes together, at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_GROUPS)],
    )
    sessions_in_series = models.PositiveSmallIntegerField(
        _("sessions in the series"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_SERIES)],
    )
    communes = models.ManyToManyField(
        Commune,
        blank=True,
        related_name="offers",
        verbose_name=_("communes served"),
        help_text=_("None: wherever the organisation goes."),
    )
    facilitators = models.ManyToManyField(
        Facilitator, related_name="offers", verbose_name=_("facilitators")
    )
    facilitators_needed = models.PositiveSmallIntegerField(
        _("facilitators needed"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    lead_days = models.PositiveSmallIntegerField(
        _("notice (days)"), default=21, validators=[MaxValueValidator(365)]
    )
    free_cancellation_days = models.PositiveSmallIntegerField(
        _("free to cancel until (days before)"),
        default=15,
        validators=[MaxValueValidator(60)],
        help_text=_("Or until it is booked, when that is later."),
    )
    instant = models.BooleanField(
        _("without the partner's acceptance"),
        default=False,
        help_text=_("The head's authorisation is enough to confirm."),
    )
    room_needs = models.CharField(_("what the room needs"), max_length=250, blank=True)
    axes = AxesField(
        _("axes of the programme"),
        blank=True,
        default=(),
        help_text=_("Of EVAR and EVARS: what materials are looked for by."),
    )
    materials = models.ManyToManyField(
        "library.Material",
        through="prevention.OfferMaterial",
        blank=True,
        related_name="offers",
        verbose_name=_("materials"),
    )
    active = models.BooleanField(_("offered"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="offer_lasts",
                condition=Q(duration_minutes__gte=15, duration_minutes__lte=240),
                violation_error_message=_("A session lasts 15 minutes to 4 hours."),
            ),
            models.CheckConstraint(
                name="offer_needs_somebody",
                condition=Q(facilitators_needed__gte=1),
            ),
            models.CheckConstraint(
                name="offer_takes_classes",
                condition=Q(groups_per_session__gte=1, groups_per_session__lte=MOST_GROUPS),
            ),
            models.CheckConstraint(
                name="offer_has_sessions",
                condition=Q(sessions_in_series__gte=1, sessions_in_series__lte=LONGEST_SERIES),
            ),
            models.CheckConstraint(
                name="offer_is_never_internal",
                condition=~Q(kind=SessionKind.INTERNAL),
                violation_error_message=_("What a school runs by itself is no partner's offer."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def needs_agreement(self) -> bool:
        """Police, justice, health and local authorities need none."""
        association = self.organisation.kind == OrganisationKind.ASSOCIATION
        return association and self.theme.needs_agreement

    def qualified_facilitators(self) -> list[Facilitator]:
        """Who may give it, read anew, each with where she sets out from."""
        named = Facilitator.objects.filter(offers=self).active().with_abilities()
        return [one for one in named if one.may_give(self)]

    def clean(self) -> None:
        """Keep the offer to the levels that the law allows its theme."""
        super().clean()
        if self.theme_id and set(self.levels or ()) - set(self.theme.levels):
            raise ValidationError(
                {"levels": _("Some of these levels are outside those of the theme.")}
            )
