"""How large a file may be, and what the process that reads it may take."""

from dataclasses import dataclass

from library.files.kinds import Family

# What WebP can hold, and more than any screen or printer asks for.
MAX_SIDE_PIXELS = 16_383


@dataclass(frozen=True)
class Bounds:
    """The setting ``LIBRARY_FILES``; ``docs/operating.md`` says what each means."""

    image_megabytes: int
    pdf_megabytes: int
    audio_megabytes: int
    video_megabytes: int
    office_megabytes: int
    megapixels: int
    video_megapixels: int
    pages: int
    pages_shown: int
    widths: tuple[int, ...]
    unpacked_megabytes: int
    entries: int
    text_characters: int
    memory_megabytes: int
    computing_seconds: int
    waiting_seconds: int

    def megabytes(self, family: Family) -> int:
        """The most that a file of one family may weigh."""
        return {
            Family.IMAGE: self.image_megabytes,
            Family.PDF: self.pdf_megabytes,
            Family.AUDIO: self.audio_megabytes,
            Family.VIDEO: self.video_megabytes,
            Family.OFFICE: self.office_megabytes,
        }[family]

    def most_megabytes(self) -> int:
        return max(self.megabytes(family) for family in Family)
