"""What the library refuses."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class MaterialStateError(RefusedError):
    """Facts: ``state``, where the material stands."""

    code = "material_state"
    message = _("The material is no longer where you saw it: it is now “%(label)s”. Read it again.")


class MaterialIncompleteError(RefusedError):
    """Facts: ``missing``, the fields to fill in."""

    code = "material_incomplete"
    message = _("Before others can rely on this material, fill in: %(labels)s.")


class NoCopyAllowedError(RefusedError):
    code = "no_copy_allowed"
    message = _("The licence of this material allows a link alone: no file of it can be kept here.")


class SameFileError(RefusedError):
    code = "same_file"
    message = _("This file is the current version already: nothing has changed.")


class ShareRefusedError(RefusedError):
    code = "not_for_sharing"
    message = _(
        "This is not written for the readers of such a link: share what is published for pupils or"
        " for parents."
    )


class ReviewTooFarError(RefusedError):
    code = "review_too_far"
    message = _("Choose a next review between tomorrow and %(latest)s.")


class OutsideLevelsError(RefusedError):
    """Facts: ``levels``, those of the class that the material was not made for."""

    code = "material_outside_levels"
    message = _("This material was not made for %(levels_label)s: judge whether it suits them.")
