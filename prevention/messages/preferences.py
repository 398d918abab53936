"""Which mails a person wants: the optional ones each by itself, the necessary ones always."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevention.messages.errors import MailNecessaryError
from prevention.messages.kinds import OPTIONAL_KINDS, TRAITS, Kind
from prevention.messages.models import OptOut
from prevention.people.models import User

# Why a person cannot do without; the kinds that are not here are optional.
WHY: Mapping[Kind, str | Promise] = {
    Kind.TO_AUTHORISE: _("a session expires when the head does not answer in time."),
    Kind.PROPOSAL: _("a proposed time is lost when nobody answers."),
    Kind.TO_ACCEPT: _("a session expires when the partner does not answer in time."),
    Kind.CONFIRMED: _("it says where and when you are expected, and keeps your calendar right."),
    Kind.CHANGED: _("you are expected at another time or place."),
    Kind.CANCELLED: _("nobody should come for a session that is called off."),
    Kind.TIME_FREE: _("you have asked for it, and the time is kept for you for a while alone."),
    Kind.REPORT_LATE: _("without it nobody knows what the classes have received."),
    Kind.CALENDAR_STALE: _("without your calendar you may be booked twice."),
}


@dataclass(frozen=True)
class Preference:
    """A kind of mail and whether it is sent to a person; ``why`` it always is, if it is."""

    kind: Kind
    wanted: bool
    why: str

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    @property
    def necessary(self) -> bool:
        return TRAITS[self.kind].necessary


def preferences_of(user: User) -> list[Preference]:
    """The kinds that the person's roles get, the optional ones first; all before any role.

    What was declined stays in sight, whatever the role is now.
    """
    unwanted = set(user.opt_outs.values_list("kind", flat=True))
    roles = {role.kind for role in user.reach().roles}
    return [
        Preference(kind, kind not in unwanted, str(WHY.get(kind, "")))
        for kind in [*OPTIONAL_KINDS, *WHY]
        if not roles or TRAITS[kind].readers & roles or kind in unwanted
    ]


@transaction.atomic
def choose(*, user: User, wanted: Mapping[Kind, bool]) -> None:
    """Send some kinds and not others; of what is not said nothing changes.

    Raises:
        MailNecessaryError: a necessary kind is not wanted.

    """
    for kind, wants in wanted.items():
        if wants:
            OptOut.objects.filter(user=user, kind=kind).delete()
        elif TRAITS[kind].necessary:
            raise MailNecessaryError(
                kind=kind.value, kind_label=str(kind.label), why=str(WHY[kind])
            )
        else:
            OptOut.objects.get_or_create(user=user, kind=kind)
