"""Hand mails over to a mail server, and understand what it answers."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import getaddresses
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

from prevention.messages.smtp import EmailBackend

PERMANENT = 500  # RFC 5321, 4.2.1: replies from here on are for good
REPLY_LENGTH = 200


@dataclass(frozen=True)
class Refusal:
    """A mail that did not leave, or may not have; ``reply`` is what the server said."""

    permanent: bool = False
    unanswered: bool = False
    in_doubt: bool = False
    reply: str = ""


class Carrier:
    """One connection to the mail server of ``EMAIL_URL``, opened when needed and used again."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up() if error else self._say_goodbye()

    def hand_over(self, mail: EmailMessage, *, leaving: Callable[[], None]) -> Refusal | None:
        """Hand over one mail; gives why it was not taken.

        ``leaving`` is called as late as can be: what goes wrong before it is known not to have
        left. When it raises, nothing has left, and ``hang_up`` ends what was begun.
        """
        left = False

        def note() -> None:
            nonlocal left
            leaving()
            left = True

        try:
            self._connection.open()
            if isinstance(self._connection, EmailBackend):
                self._connection.when_leaving(note)
            else:
                note()
            self._connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return self._answered(code, said, mail)
        except smtplib.SMTPResponseException as error:
            return self._answered(error.smtp_code, error.smtp_error, mail)
        except OSError as error:  # of which SMTPException is a kind: nobody answered
            self.hang_up()
            return Refusal(unanswered=True, in_doubt=left, reply=str(error)[:REPLY_LENGTH])
        return None

    def _answered(self, code: int, said: bytes | str, mail: EmailMessage) -> Refusal:
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        for _name, address in getaddresses(mail.recipients()):  # it is on the row already
            words = words.replace(address, "…")
        if not self.is_open:
            self.hang_up()
        reply = " ".join(f"{code} {words}".split())[:REPLY_LENGTH]
        return Refusal(permanent=code >= PERMANENT, reply=reply)

    @property
    def is_open(self) -> bool:
        """Whether the server still listens: one that answers 421 closes the connection."""
        if not isinstance(self._connection, EmailBackend):
            return True
        connection = self._connection.connection
        return connection is not None and connection.sock is not None

    def hang_up(self) -> None:
        """Give the connection up; the next mail opens another."""
        if isinstance(self._connection, EmailBackend):
            self._connection.hang_up()

    def _say_goodbye(self) -> None:
        try:
            self._connection.close()
        except OSError:
            self.hang_up()  # everything was handed over: the server owes us nothing
