"""Schools, and the half-days in which each has class."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.schools.models.places import Commune
from prevention.schools.search import patterns
from prevention.schools.uai import validate_uai
from prevention.vocabulary import Half, HolidayZone, Priority, SchoolKind, Sector

if TYPE_CHECKING:
    from prevention.people.models import User


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: "User") -> Self:
        """Schools within the reach of one of the reader's roles."""
        return self.filter(user.reach().schools())

    def where_may(self, user: "User", right: str) -> Self:
        """Schools over which the reader holds ``right``."""
        return self.filter(user.reach().having(right).schools())

    def open(self) -> Self:
        return self.exclude(status=School.Status.CLOSED)

    def named_like(self, words: str) -> Self:
        """Schools whose name, commune or UAI hold each of the words, accents aside."""
        found = self
        for pattern in patterns(words):
            found = found.filter(
                Q(name__iregex=pattern)
                | Q(commune__name__iregex=pattern)
                | Q(uai__iregex=f"^{pattern}")
            )
        return found


class School(models.Model):
    """One school, as the ministry's « Annuaire de l'éducation » knows it.

    ``edited_fields`` names the columns a person has corrected by hand: the next import
    leaves these alone.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN", _("open")
        CLOSING = "CLOSING", _("about to close")
        CLOSED = "CLOSED", _("closed")

    uai = models.CharField(_("UAI code"), max_length=8, primary_key=True, validators=[validate_uai])
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=5, choices=SchoolKind.choices)
    sector = models.CharField(_("sector"), max_length=8, choices=Sector.choices)
    priority = models.CharField(
        _("priority education"),
        max_length=4,
        choices=Priority.choices,
        default=Priority.NONE,
    )
    qpv = models.BooleanField(_("in a priority neighbourhood"), default=False)
    cite_educative = models.BooleanField(_("in a cité éducative"), default=False)
    has_ulis = models.BooleanField(_("ULIS"), default=False)
    has_segpa = models.BooleanField(_("SEGPA"), default=False)
    address = models.CharField(_("address"), max_length=250, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="schools", verbose_name=_("commune")
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.CharField(_("website"), max_length=250, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    circonscription = models.CharField(_("primary district"), max_length=150, blank=True)
    department_code = models.CharField(_("département"), max_length=3, blank=True)
    academy = models.CharField(_("académie"), max_length=60, blank=True)
    holiday_zone = models.CharField(
        _("holiday zone"), max_length=20, choices=HolidayZone.choices, blank=True
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    pupils_year = models.PositiveSmallIntegerField(_("head count of"), null=True, blank=True)
    network_head_uai = models.CharField(_("head of the priority network"), max_length=8, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.OPEN
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    edited_fields = models.JSONField(_("fields edited by hand"), default=list, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["commune__name", "name", "uai"]
        constraints = [
            models.CheckConstraint(
                name="school_closed_has_a_date",
                condition=~Q(status="CLOSED") | Q(closed_on__isnull=False),
                violation_error_message=_("Say when the school closed."),
            ),
            models.CheckConstraint(
                name="school_point_is_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("Give both latitude and longitude, in degrees."),
            ),
        ]
        indexes = [models.Index(fields=["name", "uai"], name="school_by_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.uai})"


class SchoolTimetable(models.Model):
    """One half-day in which a school has class, in its own local time.

    A school without a row follows its kind's usual week (``prevention.schools.days``).
    """

    class Weekday(models.IntegerChoices):
        """ISO 8601 numbers, as ``date.isoweekday`` gives them."""

        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")

    school = models.ForeignKey(
        School, models.CASCADE, related_name="timetable", verbose_name=_("school")
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    half = models.CharField(_("half-day"), max_length=2, choices=Half.choices)
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"))

    class Meta:
        verbose_name = _("half-day of class")
        verbose_name_plural = _("half-days of class")
        ordering = ["school", "weekday", "half"]
        constraints = [
            models.UniqueConstraint(
                name="timetable_half_day_once", fields=["school", "weekday", "half"]
            ),
            models.CheckConstraint(
                name="timetable_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The half-day ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_half_display()}"


class ClosureQuerySet(models.QuerySet["Closure"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(user.reach().schools("school__"))


class Closure(models.Model):
    """Days on which one school takes no session, both ends included; or half of each."""

    class Reason(models.TextChoices):
        EXAMS = "EXAMS", _("examinations")
        WORK_PLACEMENT = "WORK_PLACEMENT", _("work placements")
        TRIP = "TRIP", _("school trip")
        WORKS = "WORKS", _("works")
        OTHER = "OTHER", _("other")

    school = models.ForeignKey(
        School, models.CASCADE, related_name="closures", verbose_name=_("school")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    half = models.CharField(
        _("half-day"),
        max_length=2,
        choices=Half.choices,
        blank=True,
        help_text=_("Empty: whole days."),
    )
    reason = models.CharField(_("reason"), max_length=15, choices=Reason.choices)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["starts_on", "school"]
        constraints = [
            models.CheckConstraint(
                name="closure_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_reason_display()}"
