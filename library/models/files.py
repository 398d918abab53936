"""Files that were made safe, each stored once, under the digest of its content."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A clean file: no byte in it is as a stranger sent it.

    ``sha256`` is of the clean bytes, in hexadecimal, and names them in the storage.
    """

    sha256 = models.CharField(_("digest"), max_length=64, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=100)
    size_bytes = models.PositiveBigIntegerField(_("size (bytes)"))
    width = models.PositiveIntegerField(_("width (pixels)"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height (pixels)"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    duration_seconds = models.PositiveIntegerField(_("duration (seconds)"), null=True, blank=True)
    text = models.TextField(_("text, for the search"), blank=True)
    stored_at = models.DateTimeField(_("stored at"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["stored_at"]
        constraints = [
            models.CheckConstraint(name="stored_file_has_bytes", condition=Q(size_bytes__gte=1))
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Rendition(models.Model):
    """A picture made of a file: a width of an image, a page of a PDF, a frame of a film.

    ``page`` counts from 1; the first is what a cover is taken from.
    """

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="renditions")
    sha256 = models.CharField(_("digest"), max_length=64)
    media_type = models.CharField(_("media type"), max_length=100)
    page = models.PositiveSmallIntegerField(_("page"), default=1)
    width = models.PositiveIntegerField(_("width (pixels)"))
    height = models.PositiveIntegerField(_("height (pixels)"))
    size_bytes = models.PositiveBigIntegerField(_("size (bytes)"))

    class Meta:
        verbose_name = _("picture of a file")
        verbose_name_plural = _("pictures of files")
        ordering = ["file", "page", "media_type", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "page", "media_type", "width"], name="rendition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id[:12]} {self.page} ({self.width} px)"
