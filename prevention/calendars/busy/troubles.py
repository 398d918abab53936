"""Why an own calendar could not be read: a closed list.

Without Django, like all that runs in the child process (``child.py``).
"""

from enum import StrEnum


class Trouble(StrEnum):
    NOT_PUBLIC = "NOT_PUBLIC"
    INSECURE = "INSECURE"
    REDIRECTED = "REDIRECTED"
    NOT_FOUND = "NOT_FOUND"
    UNAVAILABLE = "UNAVAILABLE"
    TOO_SLOW = "TOO_SLOW"
    TOO_BIG = "TOO_BIG"
    TOO_DENSE = "TOO_DENSE"
    NOT_A_CALENDAR = "NOT_A_CALENDAR"


class UnreadableError(Exception):
    """The calendar cannot be read; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
