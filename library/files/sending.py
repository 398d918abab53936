"""How much may be sent at a time."""

from library.files.cleaning import bounds_of_site

# Beside the file: its note, and the lines between them.
MARGIN_BYTES = 64 * 1024


def largest_upload() -> int:
    """The largest of the bounds of all kinds of files, in bytes."""
    return bounds_of_site().most_megabytes() * 1024 * 1024
