"""When facilitators are free, what was asked, and what is taken."""

from prevention.scheduling.models.availability import Availability, BusyTime, DatedAvailability
from prevention.scheduling.models.events import Event
from prevention.scheduling.models.feedback import Feedback
from prevention.scheduling.models.links import AuthorisationLink
from prevention.scheduling.models.members import SessionFacilitator, SessionGroup
from prevention.scheduling.models.occupations import Occupation
from prevention.scheduling.models.reports import Report
from prevention.scheduling.models.requests import Request
from prevention.scheduling.models.sessions import Session, SessionQuerySet
from prevention.scheduling.models.waiting import PreferredHalfDay, TimeOffer, Wish

__all__ = [
    "AuthorisationLink",
    "Availability",
    "BusyTime",
    "DatedAvailability",
    "Event",
    "Feedback",
    "Occupation",
    "PreferredHalfDay",
    "Report",
    "Request",
    "Session",
    "SessionFacilitator",
    "SessionGroup",
    "SessionQuerySet",
    "TimeOffer",
    "Wish",
]
