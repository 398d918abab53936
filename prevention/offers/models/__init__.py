"""What partners offer, who gives it, and what the law asks for."""

from prevention.offers.models.facilitators import Facilitator
from prevention.offers.models.offer_materials import OfferMaterial
from prevention.offers.models.offers import Offer, OfferQuerySet
from prevention.offers.models.organisations import Agreement, Organisation
from prevention.offers.models.themes import Duty, Theme

__all__ = [
    "Agreement",
    "Duty",
    "Facilitator",
    "Offer",
    "OfferMaterial",
    "OfferQuerySet",
    "Organisation",
    "Theme",
]
