"""What permissions refuse with: apart from ``problems``, which needs DRF's views to be there."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions


class SecondFactorRequiredError(exceptions.APIException):
    """The right is there, and waits for what it asks for."""

    status_code = HTTPStatus.FORBIDDEN
    default_code = "second_factor_required"
    default_detail = _(
        "Your role asks for a second step at sign-in: set it up in your account, then come back."
    )
