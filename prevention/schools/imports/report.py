"""What an import did, for a person and for a program."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A file of another kind would refuse every row: the first ones tell enough.
REFUSALS_SHOWN = 50


@dataclass(frozen=True)
class Refusal:
    line: int
    reason: str


@dataclass
class Report:
    """Counts of rows; ``set_aside`` are right but not ours (an annexe, an office)."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    removed: int = 0
    set_aside: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refused.append(Refusal(line, reason))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def sentences(self) -> Iterator[str]:
        yield _(
            "%(read)s rows read: %(new)s new, %(changed)s changed, %(unchanged)s unchanged,"
            " %(closed)s closed, %(set_aside)s set aside, %(refused)s refused."
        ) % {**vars(self), "refused": len(self.refused)}
        if self.removed:
            yield _("No longer in the official file, removed: %(removed)s.") % vars(self)
        for refusal in self.refused[:REFUSALS_SHOWN]:
            yield _("Line %(line)s refused: %(reason)s") % vars(refusal)
        hidden = len(self.refused) - REFUSALS_SHOWN
        if hidden > 0:
            yield ngettext(
                "and %(n)s other line refused.", "and %(n)s other lines refused.", hidden
            ) % {"n": hidden}
        yield from self.notes
