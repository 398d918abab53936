"""Partners, and what the authorities agreed that associations may speak of."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.fields import LevelsField
from prevention.offers.models.themes import Theme
from prevention.vocabulary import AgreementScope, OrganisationKind

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


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever has a role may check them: they are published."""
        return self if user.reach() else self.none()

    def ending(self, *, first: date, last: date) -> Self:
        """Those that end in these days and that no later one of the organisation follows."""
        later = self.model.objects.filter(
            organisation=models.OuterRef("organisation"), valid_until__gt=last
        )
        ending = self.filter(~models.Exists(later), valid_until__range=(first, last))
        return ending.order_by("valid_until", "pk")


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

    def clean(self) -> None:
        """Keep extensions one step long: ``days`` looks no farther in what lists have read."""
        super().clean()
        if self.extends and self.extends.extends_id:
            raise ValidationError(
                {"extends": _("This one extends another: choose the national agreement itself.")}
            )

    def days(self) -> tuple[date, date]:
        """The first and the last day on which it holds, with what it extends."""
        if self.extends is None:
            return self.valid_from, self.valid_until
        first, last = self.extends.days()
        return max(first, self.valid_from), min(last, self.valid_until)

    def covers(self, theme: Theme, levels: "Levels") -> bool:
        """Tell whether it is for this theme and every one of ``levels``."""
        return theme in self.themes.all() and set(levels) <= set(self.levels)
