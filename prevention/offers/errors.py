"""Why an offer cannot come to a class, with the facts that help to choose another."""

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class OfferWithdrawnError(RefusedError):
    code = "offer_withdrawn"
    message = _("This offer is no longer made: choose another offer.")


class NotForClassesError(RefusedError):
    """Meetings with parents and the training of professionals are given to adults."""

    code = "not_for_classes"
    message = _("This offer is for adults, not for classes: choose another offer.")


class LevelOutsideOfferError(RefusedError):
    """Every level of a class must be within the offer's; ``levels`` are not."""

    code = "level_outside_offer"
    message = _("This offer is not for %(levels_label)s: choose another offer.")


class LevelOutsideThemeError(RefusedError):
    """The law keeps some themes for some levels, such as EVARS for secondary schools."""

    code = "level_outside_theme"
    message = _("“%(theme)s” is not for %(levels_label)s: choose another offer.")


class CommuneNotServedError(RefusedError):
    code = "commune_not_served"
    message = _("The partner does not come to %(commune)s for this offer: choose another offer.")


class NeverAgreedError(RefusedError):
    """Beside scheduling's refusal of one day: here no day of the school year is covered."""

    code = "agreement_missing"
    message = _(
        "%(organisation)s has no agreement for this theme and class in %(school_year)s:"
        " choose another offer."
    )


class TooFewFacilitatorsError(RefusedError):
    code = "too_few_facilitators"
    message = _("The partner has too few facilitators for this offer: choose another offer.")
