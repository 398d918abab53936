"""The outbox: what is written to whom, when, and what became of it."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.messages.kinds import OPTIONAL_KINDS, Kind
from prevention.scheduling.models import Event, Session
from prevention.schools.models import School

if TYPE_CHECKING:
    from prevention.people.models import User


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: "User") -> Self:
        """What is written about the schools that one coordinates.

        What is of no school, such as a digest, administrators alone see.
        """
        if user.is_superuser:
            return self
        reach = user.reach().having("message.read")
        return self.exclude(school=None).filter(reach.schools("school__"))

    def with_session_count(self) -> Self:
        """Annotate ``session_count``: of how many sessions it speaks."""
        return self.annotate(session_count=models.Count("mentions"))

    def scheduled(self) -> Self:
        return self.filter(state=Message.State.SCHEDULED)

    def due(self, *, now: datetime) -> Self:
        """Those to send, in the order of their time; what is put on hold waits."""
        return self.scheduled().filter(due_at__lte=now, held_at=None).order_by("due_at", "pk")


class Message(models.Model):
    """One mail to one reader: planned when something happens, sent by the worker when due.

    The reader is a person with an account, or the mailbox of a school (``address``). What it
    says is written when it is sent, from the sessions as they are then: a row holds no
    text, but for what a coordinator adds. ``about`` names what one mail tells together, such
    as a request: until it is sent, what happens next to the same thing joins it.

    ``public_id`` makes its ``Message-ID`` (RFC 5322, 3.6.4).
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")
        SUPERSEDED = "superseded", _("no longer needed")

    class Failure(models.TextChoices):
        """Why a mail did not arrive, or may not have."""

        REFUSED = "refused", _("the mail server refused this address")
        UNREACHABLE = "unreachable", _("the mail server could not be reached")
        IN_DOUBT = "in_doubt", _("sending was cut off: it may have arrived, or not")
        BOUNCED = "bounced", _("it came back: the mailbox did not take it")
        UNWRITTEN = "unwritten", _("the programme stopped at it each time")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("reader"),
    )
    address = models.EmailField(_("mailbox of the school"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("school"),
    )
    about = models.CharField(max_length=60, editable=False)
    sessions = models.ManyToManyField(
        Session, through="Mention", related_name="mails", verbose_name=_("sessions")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.SCHEDULED
    )
    due_at = models.DateTimeField(_("due at"))
    held_at = models.DateTimeField(_("put on hold at"), null=True, blank=True)
    # What a coordinator wrote: another subject, and some words before the rest.
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    words = models.TextField(_("a word from the coordination"), max_length=2000, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    planned_at = models.DateTimeField(_("planned at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=11, choices=Failure.choices, blank=True)
    reply = models.CharField(_("what the mail server said"), max_length=200, blank=True)

    session_count: int  # annotated by ``with_session_count``

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="message_has_one_reader",
                condition=Q(reader__isnull=False, address="") | (Q(reader=None) & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="message_sent_has_an_instant",
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
            ),
            models.CheckConstraint(
                name="message_failed_has_a_failure",
                condition=~Q(state="failed", failure=""),
            ),
            # What happens next joins the mail that waits, rather than making another.
            models.UniqueConstraint(
                name="message_waits_once_for_a_reader",
                fields=["kind", "reader", "about"],
                condition=Q(state="scheduled", attempts=0, reader__isnull=False),
            ),
            models.UniqueConstraint(
                name="message_waits_once_for_a_mailbox",
                fields=["kind", "address", "about"],
                condition=Q(state="scheduled", attempts=0, reader=None),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_by_time"),
            models.Index(fields=["school", "due_at"], name="message_by_school"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.to}"

    @property
    def to(self) -> str:
        """The address it goes to: the person's as it is now, or the school's."""
        return self.reader.email if self.reader else self.address


class Mention(models.Model):
    """A session that a message speaks of, and what it told of it.

    ``event`` is what made it speak; none for what the calendar alone asks for. ``sequence``
    and ``starts_at`` are those that were told, written when it is sent: a later mail says
    what is different, and a calendar takes nothing older (RFC 5546, 2.1.5).
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    session = models.ForeignKey(Session, models.CASCADE, related_name="mentions")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(name="mention_once", fields=["message", "session"])]

    def __str__(self) -> str:
        return f"{self.message} / {self.session}"


class FollowedEvent(models.Model):
    """An event that the outbox has read: each is read once, whoever commits in which order.

    A number reached would not do: of two transactions the later number may commit first,
    and the other event would never be read. Only what was read more than a day ago is
    forgotten: one row stays as the mark up to which everything was read.
    """

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="followed")
    at = models.DateTimeField(_("read at"), default=timezone.now)
    is_mark = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event read by the outbox")
        verbose_name_plural = _("events read by the outbox")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="followed_event_one_mark", fields=["is_mark"], condition=Q(is_mark=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.event_id)


class OptOut(models.Model):
    """A person wants no more mails of a kind; never of one that is necessary."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opt_outs")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)

    class Meta:
        verbose_name = _("mail not wanted")
        verbose_name_plural = _("mails not wanted")
        constraints = [
            models.UniqueConstraint(name="opt_out_once", fields=["user", "kind"]),
            models.CheckConstraint(
                name="opt_out_of_what_is_optional",
                condition=Q(kind__in=sorted(OPTIONAL_KINDS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
