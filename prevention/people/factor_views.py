"""The doors of second factors: django-allauth's, made stricter where it trusts too much."""

import re
from http import HTTPStatus
from typing import Any, cast

import segno
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context, ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from allauth.headless.base.views import AuthenticatedAPIView
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from allauth.headless.mfa import inputs, views
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import update_session_auth_hash
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from prevention.people.models import User
from prevention.people.second_factor import may_lose, renew_sessions
from prevention.people.views import counts_codes

CODE_HOLDS_SECONDS = 3 * 30  # its own half minute and both neighbours


class OnceInput:
    """A code of an application opens once, for as long as it holds (RFC 6238, 5.2).

    Allauth remembers used codes for half a minute, and bounds guesses by five minutes alone.
    """

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        action, key = "type_second_code", str(self.user.pk)
        if not ratelimit.consume(context.request, action=action, key=key):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"second-code:{self.user.pk}:{re.sub(r'[^0-9]', '', code)}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(
            used, "used", timeout=CODE_HOLDS_SECONDS
        ):
            raise get_adapter().validation_error("incorrect_code")
        ratelimit.clear(context.request, action=action, key=key)
        return code


class AuthenticateInput(OnceInput, inputs.AuthenticateInput):
    pass


class ReauthenticateInput(OnceInput, inputs.ReauthenticateInput):
    pass


@counts_codes
class AuthenticateView(views.AuthenticateView):
    input_class = AuthenticateInput


@counts_codes
class ReauthenticateView(views.ReauthenticateView):
    input_class = ReauthenticateInput


class Fresh(AuthenticatedAPIView):
    """Asks who is there once more, when the last proof is old.

    Allauth lets those through who have neither a password nor a factor: they sign in again.
    """

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if get_account_adapter(request).is_reauthentication_required(app="allauth.mfa"):
            raise ReauthenticationRequired
        answer: HttpResponseBase = super().handle(request, *args, **kwargs)
        return answer

    @property
    def person(self) -> User:
        return cast("User", self.request.user)

    def added(self) -> None:
        renew_sessions(self.person)
        update_session_auth_hash(self.request, self.person)

    def kept(self) -> HttpResponse:
        refusal = get_adapter().validation_error("cannot_delete_authenticator")
        return ErrorResponse(self.request, status=HTTPStatus.CONFLICT, exception=refusal)


class ManageTOTPView(Fresh, views.ManageTOTPView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer a new secret, as text and as a code to photograph that the pages draw."""
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.NOT_FOUND:
            return answer
        secret = totp.get_totp_secret()
        url = get_adapter().build_totp_url(self.person, secret)
        modules = ["".join(map(str, row)) for row in segno.make_qr(url).matrix]
        meta = {"secret": secret, "totp_url": url, "qr": modules}
        return APIResponse(request, meta=meta, status=HTTPStatus.NOT_FOUND)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(request, *args, **kwargs)
        self.added()
        return answer

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        factor = self._get_authenticator()
        if factor and not may_lose(self.person, [factor]):
            return self.kept()
        answer: HttpResponse = super().delete(request, *args, **kwargs)
        return answer


class ManageWebAuthnView(Fresh, views.ManageWebAuthnView):
    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(request, *args, **kwargs)
        self.added()
        return answer

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_lose(self.person, self.input.cleaned_data["authenticators"]):
            return self.kept()
        answer: HttpResponse = super().delete(request, *args, **kwargs)
        return answer


class ManageRecoveryCodesView(Fresh, views.ManageRecoveryCodesView):
    pass
