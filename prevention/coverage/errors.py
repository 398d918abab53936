"""What figures refuse."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class TooManyRowsError(RefusedError):
    code = "too_many_rows"
    message = _(
        "That is more than %(most)s rows: narrow it, or lay it out by something that covers more."
    )
