"""A mail server that takes what it is given, or does to it what a test says."""

import asyncio
from collections.abc import Callable
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

from aiosmtpd.smtp import SMTP

HANG_UP = "hang up"
Answer = str


class PostOffice:
    """``arrived`` holds what it took, in order.

    ``on_rcpt`` and ``on_data`` get the reader's address and give the reply: ``None`` to
    take it, or ``HANG_UP`` to close the connection without one. ``on_data`` is asked once the
    mail is there: what it then answers is of a mail that arrived, unless it refuses.
    """

    def __init__(self):
        self.arrived: list[EmailMessage] = []
        self.connections = 0
        self.on_rcpt: Callable[[str], Answer | None] = lambda _address: None
        self.on_data: Callable[[str], Answer | None] = lambda _address: None
        self.seconds_to_answer = 0.0

    def to(self) -> list[str]:
        return sorted(one.addr_spec for mail in self.arrived for one in mail["To"].addresses)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.on_rcpt(address)
        if answer == HANG_UP:
            return hang_up(server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.on_data(envelope.rcpt_tos[0])
        if answer in {None, HANG_UP}:
            self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        await asyncio.sleep(self.seconds_to_answer)
        if answer == HANG_UP:
            return hang_up(server)
        return answer or "250 OK"


def hang_up(server: SMTP) -> str:
    server.transport.abort()
    return "421 never heard"


@contextmanager
def open_post_office():
    """Give a post office and the port it listens at."""
    office, loop = PostOffice(), asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def there(coroutine):
        # In that thread alone: the tests' own may run a loop already, a browser's.
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    listening = there(
        loop.create_server(lambda: SMTP(office, hostname="post.test", loop=loop), "127.0.0.1", 0)
    )
    try:
        yield office, listening.sockets[0].getsockname()[1]
    finally:
        there(close(listening))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def close(listening) -> None:
    """Stop listening, and let what is being said come to its end."""
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
