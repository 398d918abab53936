"""Gather the models of the folders below, where Django looks for them."""

from prevention.api.models import IdempotentAnswer
from prevention.calendars.models import CalendarChange, Feed, RetiredAddress
from prevention.messages.models import FollowedEvent, Mention, Message, OptOut
from prevention.calendars.busy.models import OwnCalendar
from prevention.calendars.models import Feed, RetiredAddress
from prevention.offers.models import Agreement, Duty, Facilitator, Offer, Organisation, Theme
from prevention.operations.models import Runner, Turn
from prevention.people.models import ApiToken, Invitation, Role, User
from prevention.scheduling.models import (
    AuthorisationLink,
    Availability,
    BusyTime,
    DatedAvailability,
    Event,
    Occupation,
    PreferredHalfDay,
    Report,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
    TimeOffer,
    Wish,
)
from prevention.schools.models import (
    ClassGroup,
    Closure,
    Commune,
    Epci,
    Holiday,
    PublicHoliday,
    Room,
    School,
    SchoolTimetable,
    SchoolYear,
)

__all__ = [
    "Agreement",
    "ApiToken",
    "AuthorisationLink",
    "Availability",
    "CalendarChange",
    "BusyTime",
    "ClassGroup",
    "Closure",
    "Commune",
    "DatedAvailability",
    "Duty",
    "Epci",
    "Event",
    "Facilitator",
    "Feed",
    "FollowedEvent",
    "Holiday",
    "IdempotentAnswer",
    "Invitation",
    "Mention",
    "Message",
    "Occupation",
    "Offer",
    "OptOut",
    "Organisation",
    "OwnCalendar",
    "PreferredHalfDay",
    "PublicHoliday",
    "Report",
    "Request",
    "RetiredAddress",
    "Role",
    "Room",
    "Runner",
    "School",
    "SchoolTimetable",
    "SchoolYear",
    "Session",
    "SessionFacilitator",
    "SessionGroup",
    "Theme",
    "TimeOffer",
    "Turn",
    "User",
    "Wish",
]
