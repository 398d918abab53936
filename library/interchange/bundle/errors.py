"""Why a ZIP of a collection is not taken at all."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class BundleUnreadableError(RefusedError):
    code = "bundle_unreadable"
    message = _("This file is not the ZIP of a collection: export one, and take it unchanged.")


class BundleOfAnotherVersionError(RefusedError):
    """Facts: ``version``, what the file says of itself."""

    code = "bundle_of_another_version"
    message = _("This ZIP was made by a newer version (%(version)s): update this site first.")


class BundleTooLargeError(RefusedError):
    code = "bundle_too_large"
    message = _("This ZIP holds more than %(most)s materials: export smaller collections.")
