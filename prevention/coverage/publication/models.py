"""Releases that were published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.constraints import NeverChanged
from prevention.schools.models import SchoolYear


class PublishedRelease(models.Model):
    """The figures of a territory and school year as they were first published; never changed.

    Were a report that is corrected later to change them, the difference of the two releases
    would tell what one session was. ``tables`` are those of ``masked``, in codes: what is
    masked is not in them.
    """

    school_year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="+")
    territory = models.CharField(_("territory"), max_length=9)
    tables = models.JSONField(_("tables"))
    made_on = models.DateField(_("made on"))

    class Meta:
        verbose_name = _("published release")
        verbose_name_plural = _("published releases")
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "territory"], name="one_published_release"
            ),
            NeverChanged(name="published_release_never_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.school_year}"
