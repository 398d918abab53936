"""Why a file is not taken: a closed list, whose sentences are in ``errors.py``.

Without Django, like all that runs in the child process (``child.py``).
"""

from enum import StrEnum


class Trouble(StrEnum):
    """The code of the refusal that people read."""

    EMPTY = "file_empty"
    TOO_LARGE = "file_too_large"
    TYPE_NOT_TAKEN = "file_type_not_taken"
    ARCHIVE = "file_is_archive"
    WEB_PAGE = "file_is_web_page"
    OLD_OFFICE = "file_is_old_office"
    DAMAGED = "file_damaged"
    ENCRYPTED = "file_encrypted"
    TOO_MANY_PIXELS = "file_too_many_pixels"
    TOO_MANY_PAGES = "file_too_many_pages"
    ACTIVE_CONTENT = "file_active_content"
    MACROS = "file_macros"
    OTHER_FILES = "file_with_other_files"
    CODEC = "file_codec_not_taken"
    TOO_DEMANDING = "file_too_demanding"


class UnfitError(Exception):
    """The file is not taken; ``facts`` fill the places of the trouble's sentence."""

    def __init__(self, trouble: Trouble, **facts: str | int) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.facts = facts
