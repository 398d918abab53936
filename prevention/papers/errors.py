"""Why a paper is not written."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class NoClassesError(RefusedError):
    """What a paper says of a school depends on its classes."""

    code = "no_classes_for_paper"
    message = _("%(school)s has no class in the school year %(school_year)s: enter its classes.")
