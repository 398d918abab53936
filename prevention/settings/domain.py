"""What the rules leave to a network: ways, lunch, checks, the library and its files."""

from typing import Any

from prevention.settings.environment import env

# Scheduling: what a facilitator's way from school to school takes, and the lunch in between

TRAVEL_DETOUR = env.float("TRAVEL_DETOUR", default=1.3)  # roads against the straight line
TRAVEL_SPEED_KMH = env.float("TRAVEL_SPEED_KMH", default=40.0)
TRAVEL_MARGIN_MINUTES = env.int("TRAVEL_MARGIN_MINUTES", default=10)  # park, sign in, set up
LUNCH_MINUTES = env.int("LUNCH_MINUTES", default=45)

# Partners: how long a check of a facilitator's honorability holds

HONORABILITY_YEARS = env.int("HONORABILITY_YEARS", default=3)

# The library: how long a review holds, in months

LIBRARY_REVIEW_MONTHS = env.int("LIBRARY_REVIEW_MONTHS", default=24)
LIBRARY_HARVEST_PAGE = 100  # records that a portal is given at once
# Its files: what an added file may be, and what the process that reads it may take

LIBRARY_ACCEL_PREFIX = env.str("LIBRARY_ACCEL_PREFIX", default="")
LIBRARY_FILES: dict[str, Any] = {
    "image_megabytes": env.int("LIBRARY_IMAGE_MEGABYTES", default=30),
    "pdf_megabytes": env.int("LIBRARY_PDF_MEGABYTES", default=50),
    "audio_megabytes": env.int("LIBRARY_AUDIO_MEGABYTES", default=100),
    "video_megabytes": env.int("LIBRARY_VIDEO_MEGABYTES", default=500),
    "office_megabytes": env.int("LIBRARY_OFFICE_MEGABYTES", default=50),
    "megapixels": env.int("LIBRARY_MEGAPIXELS", default=25),
    "video_megapixels": env.int("LIBRARY_VIDEO_MEGAPIXELS", default=9),
    "pages": env.int("LIBRARY_PAGES", default=500),
    "pages_shown": env.int("LIBRARY_PAGES_SHOWN", default=4),
    "widths": env.list("LIBRARY_WIDTHS", cast=int, default=[320, 640, 1280]),
    "unpacked_megabytes": env.int("LIBRARY_UNPACKED_MEGABYTES", default=200),
    "entries": env.int("LIBRARY_ENTRIES", default=5000),
    "text_characters": env.int("LIBRARY_TEXT_CHARACTERS", default=200_000),
    "memory_megabytes": env.int("LIBRARY_MEMORY_MEGABYTES", default=1280),
    "computing_seconds": env.int("LIBRARY_COMPUTING_SECONDS", default=60),
    "waiting_seconds": env.int("LIBRARY_WAITING_SECONDS", default=120),
}
