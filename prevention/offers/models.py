"""What partners offer, who gives it, and what the law asks for."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.fields import LevelsField
from prevention.schools.models import Commune
from prevention.vocabulary import AgreementScope, DutyUnit, OrganisationKind

if TYPE_CHECKING:
    from prevention.fields import Levels
    from prevention.people.models import User


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """What a session is about; the law fixes some, partners add others."""

    code = models.CharField(_("code"), max_length=10, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    levels = LevelsField(_("levels allowed"))
    needs_agreement = models.BooleanField(
        _("associations need an agreement"),
        default=False,
        help_text=_("Sessions of an association then need one that is valid on their day."),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever has a role may check them: they are published."""
        return self if user.reach() else self.none()

    def covering(self, theme: Theme, levels: "Levels") -> Self:
        return self.filter(themes=theme, levels__contains_all=levels)


class Agreement(models.Model):
    """The agrément of an association (Code de l'éducation, D551-1 ff.): for what, and until when.

    A national one may extend to local branches: theirs ends with it.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreements", verbose_name=_("organisation")
    )
    scope = models.CharField(_("scope"), max_length=8, choices=AgreementScope.choices)
    themes = models.ManyToManyField(Theme, related_name="agreements", verbose_name=_("themes"))
    levels = LevelsField(_("levels"))
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), help_text=_("The last day; earlier if withdrawn."))
    extends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        limit_choices_to={"scope": AgreementScope.NATIONAL},
        verbose_name=_("extension of the national agreement"),
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["organisation__name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="agreement_in_order",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                name="agreement_extends_another",
                condition=Q(extends=None) | ~Q(extends=F("pk")),
                violation_error_message=_("An agreement does not extend itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_scope_display()}"

    def days(self) -> tuple[date, date]:
        """The first and the last day on which it holds, with what it extends."""
        if self.extends is None:
            return self.valid_from, self.valid_until
        first, last = self.extends.days()
        return max(first, self.valid_from), min(last, self.valid_until)


class DutyQuerySet(models.QuerySet["Duty"]):
    def in_force(self, *, school_year: int) -> Self:
        """Duties that bind the school year beginning on 1 September ``school_year``."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gt=date(school_year, 9, 1)),
            valid_from__lt=date(school_year + 1, 9, 1),
        )

    def owed_to(self, levels: "Levels") -> Self:
        return self.filter(levels__overlap=levels)


class Duty(models.Model):
    """What the law owes each class of some levels, in a school year."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    themes = models.ManyToManyField(Theme, related_name="duties", verbose_name=_("themes"))
    levels = LevelsField(_("levels"))
    amount = models.PositiveSmallIntegerField(
        _("amount per school year"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    unit = models.CharField(_("unit"), max_length=8, choices=DutyUnit.choices)
    reference = models.CharField(_("legal reference"), max_length=250)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Facilitator(models.Model):
    """A person who gives sessions for an organisation."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilitator",
        verbose_name=_("account"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="facilitators",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=150)
    # A commune, not an address: enough to allow for the way, and nobody's home.
    base = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sets out from"),
    )
    max_per_day = models.PositiveSmallIntegerField(
        _("sessions a day, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    max_per_week = models.PositiveSmallIntegerField(
        _("sessions a week, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class OfferQuerySet(models.QuerySet["Offer"]):
    def published(self) -> Self:
        return self.filter(active=True)

    def visible_to(self, user: "User") -> Self:
        """Published offers for whoever has a role: an offer names no date and no place."""
        return self.published() if user.reach() else self.none()

    def fitting(self, levels: "Levels") -> Self:
        """Offers open to every one of ``levels``: a mixed class needs them all."""
        return self.filter(levels__contains_all=levels)


class Offer(models.Model):
    """A session that partners can give: what, for whom, how long, with how many."""

    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
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
    instant = models.BooleanField(
        _("without the partner's acceptance"),
        default=False,
        help_text=_("The head's authorisation is enough to confirm."),
    )
    room_needs = models.CharField(_("what the room needs"), max_length=250, blank=True)
    materials = models.ManyToManyField(
        "library.Material", blank=True, related_name="offers", verbose_name=_("materials")
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
        ]

    def __str__(self) -> str:
        return self.title

    def needs_agreement(self) -> bool:
        """Police, justice, health and local authorities need none."""
        association = self.organisation.kind == OrganisationKind.ASSOCIATION
        return association and self.theme.needs_agreement

    def clean(self) -> None:
        """Keep the offer to the levels that the law allows its theme."""
        super().clean()
        if self.theme_id and set(self.levels or ()) - set(self.theme.levels):
            raise ValidationError(
                {"levels": _("Some of these levels are outside those of the theme.")}
            )
