"""What a reader must understand of each session, told from the database and not by the writer."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

STATUS = {
    "proposed": "TENTATIVE",
    "held": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "done": "CONFIRMED",
    "closed": "CONFIRMED",
    "cancelled": "CANCELLED",
    "not_held": "CANCELLED",
}
BEFORE_THE_TITLE = {
    "TENTATIVE": "À confirmer\N{NO-BREAK SPACE}: ",
    "CONFIRMED": "",
    "CANCELLED": "Annulée\N{NO-BREAK SPACE}: ",
}


class Shown(NamedTuple):
    """One session as somebody sees it in a calendar program; instants in UTC."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    status: str


def expected_of(sessions) -> list[Shown]:
    """Say what is to be read of sessions."""
    rows = sessions.select_related("offer", "theme", "school__commune").prefetch_related("groups")
    return list(map(_shown, rows))


def disagreement(read: Iterable[Shown], expected: Iterable[Shown]) -> list[Shown]:
    """Give what only one of the two says: nothing where they agree on every session."""
    theirs, ours = Counter(read), Counter(expected)
    return sorted([*(theirs - ours).elements(), *(ours - theirs).elements()])


def _shown(session) -> Shown:
    status = STATUS[session.state]
    labels = ", ".join(sorted(group.label for group in session.groups.all()))
    what = session.offer.title if session.offer else session.theme.name
    title = f"{labels} · {what}" if labels else what
    return Shown(
        uid=str(session.public_id),
        starts_at=session.starts_at.astimezone(UTC),
        ends_at=session.ends_at.astimezone(UTC),
        title=(BEFORE_THE_TITLE[status] + title).replace("\n", " "),
        place=_place(session).replace("\n", " "),
        status=status,
    )


def _place(session) -> str:
    school = session.school
    match session.location:
        case "ADDRESS":
            return session.address
        case "TO_BE_DEFINED":
            return "Lieu à définir"
        case _:
            town = f"{school.postcode} {school.commune.name}".strip()
            return ", ".join(part for part in (school.name, school.address, town) if part)
