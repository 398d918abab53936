"""Why a paper is not written."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class NoClassesError(RefusedError):
    """What a paper says of a school depends on its classes."""

    code = "no_classes_for_paper"
    message = _("%(school)s has no class in the school year %(school_year)s: enter its classes.")


class TooManyRowsError(RefusedError):
    """A sheet has room for so many rows, and no program shows more."""

    code = "too_many_rows_for_sheet"
    message = _("A sheet holds %(most)s rows at most: narrow the report, to a commune for example.")
