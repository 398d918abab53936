"""Materials: what a teacher or facilitator prepares with and shows."""

import uuid
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.addresses import page_path, way_to
from library.fields import AccessFeaturesField, WarningsField
from library.visibility import readable_by
from library.vocabulary import (
    CATALOGUED,
    SHARED_WITH,
    Audience,
    Licence,
    MaterialKind,
    MaterialState,
    WithdrawReason,
)
from prevention.fields import AxesField, LevelsField

if TYPE_CHECKING:
    from prevention.fields import Levels
    from prevention.people.models import User

LONGEST_MINUTES = 600
LINK_CHECKED_EVERY = timedelta(days=7)
TRIED_AGAIN_AFTER = timedelta(days=1)
DEAD_AFTER = 2  # tries in a row


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        return self.filter(state=MaterialState.PUBLISHED)

    def visible_to(self, user: "User") -> Self:
        return self.filter(readable_by(user))

    def changeable_by(self, user: "User") -> Self:
        """All to who reviews; to the others the own drafts, until they are handed in."""
        if user.may("material.review"):
            return self
        if not user.may("material.change"):
            return self.none()
        return self.filter(added_by=user, state=MaterialState.DRAFT)

    def shared_with(self, reader: str) -> Self:
        """What a share link for pupils or for parents may show."""
        return self.published().filter(audience__in=SHARED_WITH[reader])

    def catalogued(self) -> Self:
        """What portals and search engines are told of."""
        return self.published().filter(audience__in=CATALOGUED)

    def once_catalogued(self) -> Self:
        """Whatever portals were ever told of, so that they can be told of its end."""
        return self.filter(was_catalogued=True)

    def touch(self) -> int:
        """Say that what portals are told has changed, where it stands beside the rows."""
        return self.update(updated_at=timezone.now())

    def for_levels(self, levels: "Levels") -> Self:
        """Materials for every one of ``levels``: a mixed class needs them all."""
        return self.filter(levels__contains_all=levels)

    def about(self, theme: str) -> Self:
        """Those about a theme, by its code."""
        return self.filter(themes=theme)

    def due_to_expire(self, *, today: date) -> Self:
        return self.published().filter(review_due_on__lte=today)

    def expiring(self, *, until: date) -> Self:
        """Published ones whose review falls due by ``until``, and those it was due for."""
        soon = Q(state=MaterialState.PUBLISHED, review_due_on__lte=until)
        return self.filter(soon | Q(state=MaterialState.EXPIRED)).order_by("review_due_on", "pk")

    def link_due(self, *, now: datetime) -> Self:
        """Materials elsewhere whose address was not tried for a week, or a day after a miss."""
        due = (
            Q(link_checked_at=None)
            | Q(link_checked_at__lte=now - LINK_CHECKED_EVERY)
            | Q(link_failures__gte=1, link_checked_at__lte=now - TRIED_AGAIN_AFTER)
        )
        return self.published().filter(due).exclude(url="")

    def with_dead_links(self) -> Self:
        return self.exclude(state=MaterialState.WITHDRAWN).filter(link_failures__gte=DEAD_AFTER)


class Material(models.Model):
    """A document, film, game or link (schema.org ``LearningResource``, ScoLOMFR, LOM).

    Its address, ``public_id``, never changes: what it leads to is the current version of
    its file, or a page elsewhere.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=MaterialKind.choices)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices)
    levels = LevelsField(_("levels"))
    themes = models.ManyToManyField(
        "prevention.Theme", blank=True, related_name="materials", verbose_name=_("themes")
    )
    axes = AxesField(_("axes"), blank=True, default=())
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration (minutes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        default="fr",
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Z]{2})?\Z", _("Write a code such as “fr”."))],
        help_text=_("A code of BCP 47, such as “fr”."),
    )
    author = models.CharField(_("author"), max_length=150, blank=True)
    publisher = models.CharField(_("publisher"), max_length=150, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=11, choices=Licence.choices)
    accessibility = AccessFeaturesField(_("accessibility"), blank=True, default=())
    warnings = WarningsField(_("content warnings"), blank=True, default=())
    adult_advice = models.TextField(
        _("advice to the adult"),
        blank=True,
        help_text=_("Read before the content: how to bring it in, and who must be available."),
    )
    current = models.OneToOneField(
        "library.MaterialVersion",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("current version"),
    )
    cover = models.ImageField(_("cover"), upload_to="covers/", blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MaterialState.choices, default=MaterialState.DRAFT
    )
    withdrawn_reason = models.CharField(
        _("withdrawn because"), max_length=10, choices=WithdrawReason.choices, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    was_catalogued = models.BooleanField(
        _("portals were told of it"), default=False, editable=False
    )
    link_checked_at = models.DateTimeField(_("address tried at"), null=True, editable=False)
    link_failures = models.PositiveSmallIntegerField(
        _("tries in a row without an answer"), default=0, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["state", "audience"], name="material_by_state")]
        constraints = [
            models.CheckConstraint(
                name="material_has_levels",
                condition=Q(levels__gt=0),
                violation_error_message=_("Choose at least one level."),
            ),
            models.CheckConstraint(
                name="material_lasts",
                condition=Q(duration_minutes=None)
                | Q(duration_minutes__gte=1, duration_minutes__lte=LONGEST_MINUTES),
                violation_error_message=_("A duration is 1 to 600 minutes."),
            ),
            models.CheckConstraint(
                name="material_withdrawn_says_why",
                condition=Q(state=MaterialState.WITHDRAWN) ^ Q(withdrawn_reason=""),
                violation_error_message=_("Say why the material is withdrawn, and only then."),
            ),
            models.CheckConstraint(
                name="material_reviewed_when_published",
                condition=~Q(state__in=[MaterialState.PUBLISHED, MaterialState.EXPIRED])
                | Q(
                    reviewed_on__isnull=False,
                    published_at__isnull=False,
                    review_due_on__gt=F("reviewed_on"),
                ),
                violation_error_message=_(
                    "What is published was reviewed, and says by when it is to be again."
                ),
            ),
            models.CheckConstraint(
                name="material_catalogued_is_noted",
                condition=~Q(state=MaterialState.PUBLISHED, audience__in=sorted(CATALOGUED))
                | Q(was_catalogued=True),
            ),
            models.CheckConstraint(
                name="material_link_alone_has_no_copy",
                condition=~Q(licence=Licence.LINK_ONLY) | (Q(current=None) & ~Q(url="")),
                violation_error_message=_(
                    "The licence allows a link alone: give the address, and keep no file."
                ),
            ),
            models.CheckConstraint(
                name="material_warned_advises_adults",
                condition=Q(warnings=0) | ~Q(adult_advice=""),
                violation_error_message=_(
                    "Where there is a warning, write advice to the adult, who reads it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page_path(self) -> str:
        """The address of its page on this site, which readers sign in to see."""
        return page_path(self.public_id)

    @property
    def way(self) -> str:
        """The address to give in a mail or a calendar."""
        return way_to(url=self.url, public_id=self.public_id, warned=bool(self.warnings))

    def note_catalogued(self) -> None:
        """Remember, for good, that portals are told of it: they are owed word of its end."""
        if self.state == MaterialState.PUBLISHED and self.audience in CATALOGUED:
            self.was_catalogued = True

    def cover_revision(self) -> str:
        """The name of the cover's content: files are stored under their own digest."""
        return PurePosixPath(self.cover.name or "").stem

    def cover_path(self) -> str | None:
        """The address of the cover on this site, which changes with the image; or ``None``."""
        if not self.cover:
            return None
        return f"{reverse('material-cover', args=[self.public_id])}?v={self.cover_revision()}"
