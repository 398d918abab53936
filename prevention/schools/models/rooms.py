"""The rooms that a school has named, so that two sessions never share one."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.schools.models.schools import School

if TYPE_CHECKING:
    from prevention.people.models import User


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(user.reach().schools("school__"))


class Room(models.Model):
    """A room of a school in which sessions are given; one no longer used is kept, not offered."""

    school = models.ForeignKey(
        School, models.CASCADE, related_name="rooms", verbose_name=_("school")
    )
    name = models.CharField(_("name"), max_length=60)
    active = models.BooleanField(_("in use"), default=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["school", "name"]
        constraints = [
            models.UniqueConstraint(
                name="room_once_per_school",
                fields=["school", "name"],
                violation_error_message=_("This school already has a room with that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
