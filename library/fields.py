"""How the library's closed lists are stored: as sets, one bit each."""

from django.utils.translation import gettext_lazy as _

from library.vocabulary import AccessFeature, ContentWarning
from prevention.fields import CodesField


class AccessFeaturesField(CodesField):
    description = _("What makes a material accessible")
    vocabulary = AccessFeature


class WarningsField(CodesField):
    description = _("Content warnings")
    vocabulary = ContentWarning
