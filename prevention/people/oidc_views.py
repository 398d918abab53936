"""The doors to the OpenID Connect provider and back."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.headless.account import views
from allauth.headless.base.response import AuthenticationResponse
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit import inputs
from allauth.headless.internal.restkit.response import APIResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from prevention.people.oidc import LEAVING, PROVIDER, OidcAdapter


class LeaveInput(inputs.Input):
    next = inputs.CharField(required=False, max_length=500)


class GoToProviderView(APIView):
    """Says where to go, rather than sends there: the pages' policy lets no form leave the site."""

    input_class = LeaveInput

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            provider = get_adapter(request).get_provider(request, PROVIDER)
        except SocialApp.DoesNotExist:
            return APIResponse(request, status=HTTPStatus.NOT_FOUND)
        back = {"from": "provider", "next": self.input.cleaned_data["next"] or "/"}
        nonce = get_random_string(43)
        try:
            answer = provider.redirect(
                request,
                AuthProcess.LOGIN,
                next_url=f"/sign-in?{urlencode(back)}",
                auth_params={**provider.get_auth_params(), "nonce": nonce},
                headless=True,
                nonce=nonce,
            )
        except (RequestException, ValueError, KeyError):  # away, or answers something else
            return APIResponse(request, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return APIResponse(request, data={"location": answer["Location"]})


@require_GET
@never_cache
def callback(request: HttpRequest) -> HttpResponseBase:
    """Take the provider's answer."""
    if not settings.OIDC_ISSUER:
        raise Http404
    adapter = OidcAdapter(request, PROVIDER)
    view = OAuth2CallbackView.adapter_view(adapter)  # type: ignore[no-untyped-call]
    answer: HttpResponseBase = view(request)
    return answer


class SessionView(views.SessionView):
    """Signing out here says where to sign out at the provider, for who came from there."""

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        leaving = request.session.get(LEAVING, {})
        get_account_adapter(request).logout(request)
        answer = AuthenticationResponse(request)
        if not leaving.get("address"):
            return answer
        query = urlencode(
            {
                "id_token_hint": leaving["id_token"],
                "post_logout_redirect_uri": f"{settings.SITE_URL}/sign-in",
                "state": get_random_string(32),
            }
        )
        return APIResponse(
            request,
            meta={"is_authenticated": False, "leave": f"{leaving['address']}?{query}"},
            status=HTTPStatus.UNAUTHORIZED,
        )
