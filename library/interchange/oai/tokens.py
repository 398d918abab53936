"""Where a harvest goes on: said in the token itself, so that the server remembers nothing.

The place is that of the last row given, by date of change and key: a row that changes
meanwhile moves to the end and is met there, and none slips between two pages.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.dateparse import parse_datetime

from library.interchange.oai.errors import OaiError

LASTS = timedelta(days=1)
_signer = Signer(salt="library.oai.resumption")


@dataclass(frozen=True)
class Resumption:
    """``cursor`` rows were given, of ``size`` at the beginning; ``after`` is the last of them."""

    verb: str
    arguments: dict[str, str]
    after: tuple[datetime, int]
    cursor: int
    size: int
    expires_at: datetime


def write_token(resumption: Resumption) -> str:
    moment, key = resumption.after
    return _signer.sign_object(
        {
            **asdict(resumption),
            "after": [moment.isoformat(), key],
            "expires_at": resumption.expires_at.isoformat(),
        },
        compress=True,
    )


def read_token(token: str, *, verb: str, now: datetime) -> Resumption:
    """Read a token of ours.

    Raises:
        OaiError: ``badResumptionToken``: not of ours, of another verb, or expired.

    """
    try:
        said = _signer.unsign_object(token)
    except BadSignature as error:
        raise OaiError("badResumptionToken", "This token was not given here.") from error
    moment, key = said.pop("after")
    expires_at = parse_datetime(said.pop("expires_at"))
    after = parse_datetime(moment)
    if said["verb"] != verb or expires_at is None or after is None:
        raise OaiError("badResumptionToken", "This token goes on with another request.")
    if expires_at <= now:
        raise OaiError("badResumptionToken", "This token has expired: begin the harvest again.")
    return Resumption(after=(after, key), expires_at=expires_at, **said)
