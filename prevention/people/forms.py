"""What our rules add to the form of sign-up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.people.models import User
from prevention.people.sign_up import may_sign_up


class SignUpForm(forms.Form):
    """The base that allauth builds its own sign-up upon (``ACCOUNT_SIGNUP_FORM_CLASS``)."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        email = self.cleaned_data.get("email")
        if email and not may_sign_up(email, now=timezone.now()):
            refusal = _(
                "This address cannot open an account: use your academic address,"
                " or ask the coordination for an invitation."
            )
            self.add_error("email", ValidationError(refusal, code="address_refused"))
        return self.cleaned_data

    def signup(self, request: HttpRequest, user: User) -> None:
        """Allauth asks for this; an account needs nothing more than its address."""
