"""What the coordination reads once a week."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.messages.blocks import Block, Button, Item, Items, Paragraph
from prevention.messages.contents.parts import Body, site
from prevention.messages.digests import DigestFacts, digest_facts
from prevention.messages.matter import Matter


def digest(matter: Matter) -> Body:
    """List what waits, by how many; the pages say which."""
    reader = matter.message.reader
    lines = list(_lines(digest_facts(reader, now=matter.now))) if reader else []
    waiting = tuple(Item(said % {"count": count}) for count, said in lines if count)
    blocks: list[Block] = [Paragraph(_("Nothing waits for you this week."))]
    if waiting:
        blocks = [Paragraph(_("This is what waits in your schools:")), Items(waiting)]
    return Body(
        _("Your week of prevention in schools"),
        [*blocks, Button(_("See what waits for me"), site("/"))],
    )


def _lines(facts: DigestFacts) -> Iterator[tuple[int, str]]:
    """Give each count with its sentence, what presses first."""
    count = facts.expiring
    yield (
        count,
        ngettext(
            "%(count)s held time runs out within a week.",
            "%(count)s held times run out within a week.",
            count,
        ),
    )
    count = facts.to_authorise
    yield (
        count,
        ngettext(
            "%(count)s session waits for a head’s agreement.",
            "%(count)s sessions wait for a head’s agreement.",
            count,
        ),
    )
    count = facts.to_accept
    yield (
        count,
        ngettext(
            "%(count)s session waits for a partner’s answer.",
            "%(count)s sessions wait for a partner’s answer.",
            count,
        ),
    )
    count = facts.wishes
    yield (
        count,
        ngettext(
            "%(count)s wish is on the waiting list.",
            "%(count)s wishes are on the waiting list.",
            count,
        ),
    )
    count = facts.outcome_missing
    yield (
        count,
        ngettext(
            "%(count)s session is over without a report.",
            "%(count)s sessions are over without a report.",
            count,
        ),
    )
    count = facts.mails_failed
    yield (
        count,
        ngettext(
            "%(count)s message of last week did not arrive.",
            "%(count)s messages of last week did not arrive.",
            count,
        ),
    )
    count = facts.agreements_ending
    yield (
        count,
        ngettext(
            "%(count)s partner’s agreement ends within two months.",
            "%(count)s partners’ agreements end within two months.",
            count,
        ),
    )
