"""What a harvester asks: one verb and its arguments (OAI-PMH 2.0, sections 3 and 4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from django.http import QueryDict

from library.interchange.oai.errors import BadRequestError

TO_THE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
TO_THE_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z", re.ASCII)
SELECTIVE = frozenset({"from", "until", "set", "metadataPrefix"})


@dataclass(frozen=True)
class Verb:
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    resumes: bool = False


LISTING = Verb(needs=frozenset({"metadataPrefix"}), takes=SELECTIVE, resumes=True)
VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "Identify": Verb(),
        "ListMetadataFormats": Verb(takes=frozenset({"identifier"})),
        "ListSets": Verb(resumes=True),
        "GetRecord": Verb(
            needs=frozenset({"identifier", "metadataPrefix"}),
            takes=frozenset({"identifier", "metadataPrefix"}),
        ),
        "ListIdentifiers": LISTING,
        "ListRecords": LISTING,
    }
)


def read_arguments(sent: QueryDict) -> dict[str, str]:
    """Give the verb and its arguments, each once and each in its place.

    Raises:
        BadRequestError: ``badVerb`` or ``badArgument``.

    """
    verbs = sent.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise BadRequestError("badVerb", f"The verb is one of {', '.join(VERBS)}, and given once.")
    verb = VERBS[verbs[0]]
    given = {name: sent.getlist(name) for name in sent if name != "verb"}
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise BadRequestError("badArgument", f"Given more than once: {', '.join(twice)}.")
    arguments = {name: values[0] for name, values in given.items()}
    if verb.resumes and "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise BadRequestError("badArgument", "A resumptionToken goes with the verb alone.")
    elif strange := sorted(arguments.keys() - verb.takes):
        raise BadRequestError(
            "badArgument", f"{verbs[0]} does not take: {', '.join(map(repr, strange))}."
        )
    elif missing := sorted(verb.needs - arguments.keys()):
        raise BadRequestError("badArgument", f"{verbs[0]} needs: {', '.join(missing)}.")
    return {"verb": verbs[0], **arguments}


@dataclass(frozen=True)
class Period:
    """From an instant on, and before another: ``until`` is said with the end it names included."""

    start: datetime | None
    end: datetime | None


def read_period(arguments: Mapping[str, str]) -> Period:
    """Read ``from`` and ``until``, to the day or to the second.

    Raises:
        BadRequestError: ``badArgument``: no such instant, two granularities, or end before start.

    """
    start, until = arguments.get("from"), arguments.get("until")
    if start and until and len(start) != len(until):
        raise BadRequestError("badArgument", "from and until are of the same granularity.")
    first = _instant(start)[0] if start is not None else None
    last = _instant(until) if until is not None else None
    end = last[0] + last[1] if last else None
    if first and end and first >= end:
        raise BadRequestError("badArgument", "from is not after until.")
    return Period(first, end)


def _instant(text: str) -> tuple[datetime, timedelta]:
    """Give the instant and how long what it names lasts."""
    try:
        if TO_THE_DAY.match(text):
            return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC), timedelta(days=1)
        if TO_THE_SECOND.match(text):
            moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            return moment, timedelta(seconds=1)
    except ValueError:  # the thirtieth of February
        pass
    raise BadRequestError(
        "badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, of the calendar."
    )
