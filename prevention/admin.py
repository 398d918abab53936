"""Django's administration, for coordinators and administrators: each folder has its part."""

from prevention.calendars import admin as calendars
from prevention.messages import admin as messages
from prevention.offers import admin as offers
from prevention.people import admin as people
from prevention.scheduling import admin as scheduling
from prevention.schools import admin as schools

__all__ = ["calendars", "messages", "offers", "people", "scheduling", "schools"]
