"""When facilitators are free, what was asked, and what is taken."""

from prevention.scheduling.models.availability import Availability, DatedAvailability
from prevention.scheduling.models.occupations import Occupation
from prevention.scheduling.models.sessions import (
    Event,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
    SessionQuerySet,
)

__all__ = [
    "Availability",
    "DatedAvailability",
    "Event",
    "Occupation",
    "Request",
    "Session",
    "SessionFacilitator",
    "SessionGroup",
    "SessionQuerySet",
]
