"""Django's SMTP backend, which says when a mail is about to leave."""

import smtplib
from collections.abc import Callable

from django.core.mail.backends import smtp

Leaving = Callable[[], None]


def _nothing() -> None:
    """What is called before a mail leaves, when nobody asks."""


class _Smtp(smtplib.SMTP):
    """Calls ``leaving`` once sender and reader are accepted, right before the mail's text.

    Before that nothing has left, whatever goes wrong (RFC 5321, 4.1.1.4).
    """

    leaving: Leaving = staticmethod(_nothing)

    def data(self, msg: object) -> tuple[int, bytes]:
        self.leaving()
        return super().data(msg)  # type: ignore[arg-type]


class _SmtpOverTls(_Smtp, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    connection: _Smtp | None
    _partial_connection: _Smtp | None

    @property
    def connection_class(self) -> type[_Smtp]:
        return _SmtpOverTls if self.use_ssl else _Smtp

    def when_leaving(self, call: Leaving) -> None:
        """Have ``call`` called before the text of each mail of the open connection."""
        assert self.connection is not None  # noqa: S101 - asked for once it is open
        self.connection.leaving = call

    def hang_up(self) -> None:
        """Close without a word to a server that answers no more."""
        connection = self.connection or self._partial_connection
        self.connection = self._partial_connection = None
        if connection is not None:
            connection.close()
