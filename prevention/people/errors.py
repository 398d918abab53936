"""What the people part refuses, in sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class RoleAlreadyThereError(RefusedError):
    code = "role_already_there"
    message = _("You already have this role, or have asked for it.")


class RoleDecidedError(RefusedError):
    code = "role_decided"
    message = _("This role has already been decided on.")


class RoleNotInForceError(RefusedError):
    code = "role_not_in_force"
    message = _("This role is not in force any more: there is nothing to end.")


class InvitationUnusableError(RefusedError):
    """One sentence for unknown, used, revoked and expired: a guess learns nothing."""

    code = "invitation_unusable"
    message = _("This invitation is unknown, used or expired. Ask for another.")


class InvitationForAnotherError(RefusedError):
    code = "invitation_for_another"
    message = _("This invitation was sent to another address: sign in with that one.")


class ReachTooWideError(RefusedError):
    code = "reach_too_wide"
    message = _("You can only invite people for what you reach yourself.")
