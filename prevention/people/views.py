"""The doors of django-allauth that take a secret, narrowed to what our pages need."""

from typing import Any

from allauth.decorators import rate_limit
from allauth.headless.account import views
from allauth.headless.account.inputs import ResetPasswordInput
from django.utils.decorators import method_decorator

POST_ONLY = ["post", "options"]
counts_codes = method_decorator(rate_limit(action="type_code"), name="handle")  # type: ignore[no-untyped-call]


@counts_codes
class ConfirmLoginCodeView(views.ConfirmLoginCodeView):
    http_method_names = POST_ONLY


@counts_codes
class VerifyEmailView(views.VerifyEmailView):
    http_method_names = POST_ONLY


class CodeFirstInput(ResetPasswordInput):
    """Judges the new password only for who has the code.

    Allauth judges it for any known account, and so tells them from the unknown.
    """

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if "key" in self.errors else super().clean()  # type: ignore[no-untyped-call]


class ResetPasswordView(views.ResetPasswordView):
    # Allauth's GET counts wrong codes for known accounts alone.
    http_method_names = POST_ONLY
    input_class = CodeFirstInput
