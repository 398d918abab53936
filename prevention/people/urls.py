"""The doors of sign-in: those of django-allauth's browser API that the pages use, no other."""

from functools import wraps
from http import HTTPStatus

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.account.views import (
    ChangePasswordView,
    LoginView,
    ReauthenticateView,
    RequestLoginCodeView,
    RequestPasswordResetView,
    SignupView,
)
from allauth.headless.base.views import APIView, ConfigView
from allauth.headless.constants import Client
from allauth.headless.mfa.views import (
    AuthenticateWebAuthnView,
    AuthenticatorsView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from prevention.people import factor_views as factors
from prevention.people.oidc_views import GoToProviderView, SessionView
from prevention.people.views import ConfirmLoginCodeView, ResetPasswordView, VerifyEmailView

WAIT_SECONDS = 5 * 60  # the longest of the rates that people meet in practice


def door(address: str, view: type[APIView], name: str) -> URLPattern:
    """Open one of allauth's views; where it has had enough, say when to come back."""
    opened = view.as_api_view(client=Client.BROWSER)

    @wraps(opened)
    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            response = opened(request)
        except ImmediateHttpResponse as limit:
            response = limit.response
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = str(WAIT_SECONDS)
        return response

    return path(address, answer, name=name)


app_name = "sign-in"
urlpatterns = [
    door("config", ConfigView, "config"),
    door("auth/session", SessionView, "session"),
    door("auth/login", LoginView, "login"),
    door("auth/provider/redirect", GoToProviderView, "provider"),
    door("auth/code/request", RequestLoginCodeView, "code-request"),
    door("auth/code/confirm", ConfirmLoginCodeView, "code-confirm"),
    door("auth/signup", SignupView, "sign-up"),
    door("auth/email/verify", VerifyEmailView, "email-verify"),
    door("auth/password/request", RequestPasswordResetView, "password-request"),
    door("auth/password/reset", ResetPasswordView, "password-reset"),
    door("account/password/change", ChangePasswordView, "password-change"),
    door("auth/reauthenticate", ReauthenticateView, "prove-by-password"),
    door("auth/2fa/authenticate", factors.AuthenticateView, "second-code"),
    door("auth/2fa/reauthenticate", factors.ReauthenticateView, "prove-by-code"),
    door("auth/webauthn/login", LoginWebAuthnView, "passkey-login"),
    door("auth/webauthn/authenticate", AuthenticateWebAuthnView, "second-passkey"),
    door("auth/webauthn/reauthenticate", ReauthenticateWebAuthnView, "prove-by-passkey"),
    door("account/authenticators", AuthenticatorsView, "factors"),
    door("account/authenticators/totp", factors.ManageTOTPView, "application"),
    door("account/authenticators/webauthn", factors.ManageWebAuthnView, "passkeys"),
    door(
        "account/authenticators/recovery-codes", factors.ManageRecoveryCodesView, "recovery-codes"
    ),
]
