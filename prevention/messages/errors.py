"""What the outbox refuses, with the facts that help to do otherwise."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class MessageActRefusedError(RefusedError):
    """The state of the message does not allow the act (any more)."""

    code = "message_act_not_possible"
    message = _("This message cannot be changed that way: it is “%(state_label)s”.")


class MayArriveTwiceError(RefusedError):
    """Its sending was cut off; whoever sends it again says that they know."""

    code = "may_arrive_twice"
    message = _(
        "This message may have arrived already: ask the reader, or say that it may arrive twice."
    )


class AlreadyWaitingError(RefusedError):
    code = "message_already_waiting"
    message = _(
        "Another message to the same reader about the same thing waits to be sent: it says it all."
    )


class MailNecessaryError(RefusedError):
    code = "mail_necessary"
    message = _("These messages are always sent (%(kind_label)s): %(why)s")
