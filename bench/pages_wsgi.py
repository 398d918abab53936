"""The product as it is served, with the static files of the bench: its own, and a bare page."""

import os

from django.conf import settings

settings.STATIC_ROOT = os.environ["BENCH_STATIC"]

from prevention.wsgi import application  # noqa: E402 - it looks for the files at once

__all__ = ["application"]
