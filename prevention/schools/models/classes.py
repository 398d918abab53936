"""The classes of a school in a school year."""

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.fields import LevelsField
from prevention.schools.models.schools import School
from prevention.schools.models.years import SchoolYear

if TYPE_CHECKING:
    from prevention.people.models import User


class ClassGroupQuerySet(models.QuerySet["ClassGroup"]):
    def visible_to(self, user: "User") -> Self:
        """Groups of the schools in reach, and those that one's organisation meets."""
        reach = user.reach()
        met = self.filter(reach.organisations("sessions__offer__organisation__")).values("pk")
        return self.filter(reach.schools("school__") | Q(pk__in=met))

    def where_may(self, user: "User", right: str) -> Self:
        """Groups of the schools over which the reader holds ``right``."""
        return self.filter(user.reach().having(right).schools("school__"))


class ClassGroup(models.Model):
    """One class of one school in one school year, such as "CM1-CM2 B"; never its pupils."""

    class Source(models.TextChoices):
        IMPORT = "IMPORT", _("imported")
        MANUAL = "MANUAL", _("entered by hand")
        CARRIED_ON = "CARRIED_ON", _("carried on from the year before")

    school = models.ForeignKey(
        School, models.PROTECT, related_name="class_groups", verbose_name=_("school")
    )
    school_year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="class_groups", verbose_name=_("school year")
    )
    label = models.CharField(_("label"), max_length=60)
    levels = LevelsField(_("levels"))
    headcount = models.PositiveSmallIntegerField(
        _("pupils"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    source = models.CharField(
        _("source"), max_length=10, choices=Source.choices, default=Source.MANUAL
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClassGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["school", "school_year", "levels", "label"]
        constraints = [
            models.UniqueConstraint(
                name="class_group_once_per_year",
                fields=["school", "school_year", "label"],
                violation_error_message=_("This school already has a class with that label."),
            ),
            models.CheckConstraint(
                name="class_group_has_levels",
                condition=Q(levels__gt=0),
                violation_error_message=_("Choose at least one level."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
