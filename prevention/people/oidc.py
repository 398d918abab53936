"""Signing in through an OpenID Connect provider, such as ProConnect.

Allauth speaks the protocol. Here stands what it leaves open: the nonce, claims in a signed
form, which addresses count as proved, and that nothing the provider tells is kept but whom
it is about.
"""

import hashlib
from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from prevention.people.models import User, normalise_email
from prevention.people.sign_up import may_sign_up

PROVIDER = "oidc"
LEAVING = "oidc.leaving"  # in the session: what signing out at the provider takes


class OidcLogin(SocialLogin):
    """A sign-in under way, with the nonce of the question that the provider answers."""

    nonce = ""


class OidcAdapter(OpenIDConnectOAuth2Adapter):
    """Asks the provider who is there."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(settings.SITE_URL) + reverse("oidc-callback")

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> OidcLogin:
        """Build the sign-in from the identity token and the claims, about the same person.

        Raises:
            OAuth2Error: the provider's answers do not hold together.

        """
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no identity token")
        proved = self._decode_id_token(app, id_token)
        told = self._fetch_user_info(token.token)
        if not proved.get("sub") or told.get("sub") != proved["sub"]:
            raise OAuth2Error("the claims are about somebody else")
        provider = self.get_provider()  # type: ignore[no-untyped-call]
        login: OidcLogin = provider.sociallogin_from_response(request, {**told, **proved})
        request.session[LEAVING] = {
            "address": self.openid_config.get("end_session_endpoint", ""),
            "id_token": id_token,
        }
        return login

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """Read the claims, plain or signed, as ProConnect writes them."""
        with get_adapter(self.request).get_requests_session() as session:  # type: ignore[no-untyped-call]
            answer = session.get(
                self.profile_url, headers={"Authorization": f"Bearer {access_token}"}
            )
            answer.raise_for_status()
        if not answer.headers.get("Content-Type", "").startswith("application/jwt"):
            claims: dict[str, Any] = answer.json()
            return claims
        signed: dict[str, Any] = jwtkit.verify_and_decode(
            credential=answer.text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,  # type: ignore[no-untyped-call]
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return signed


class OidcProvider(OpenIDConnectProvider):
    """Reads the claims."""

    oauth2_adapter_class = OidcAdapter

    def sociallogin_from_response(
        self, request: HttpRequest, response: dict[str, Any]
    ) -> OidcLogin:
        told = super().sociallogin_from_response(request, response)
        login = OidcLogin(
            provider=self,
            user=told.user,
            account=told.account,
            email_addresses=told.email_addresses,
        )
        login.nonce = str(response.get("nonce", ""))
        return login

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Name the person: two providers may use the same subject for two people."""
        return hashlib.sha256(f"{data['iss']} {data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing: not the employer (siret), nor whatever else comes along."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        family = data.get("usual_name") or data.get("family_name") or ""
        name = f"{data.get('given_name') or ''} {family}".strip() or data.get("name") or ""
        return {"email": data.get("email"), "name": str(name)}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Give the one address told, proved or not: a text “true” proves nothing."""
        email = data.get("email")
        if not isinstance(email, str) or not email:
            return []
        proved = settings.OIDC_VERIFIES_EMAIL or data.get("email_verified") is True
        return [EmailAddress(email=normalise_email(email), verified=proved, primary=True)]


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whose account a provider's word opens."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, by an earlier sign-in or by an address that the provider proved.

        Raises:
            ValidationError: nothing is opened; the code says why, and says the same whether
                the address has an account or not.

        """
        asked = sociallogin.state.get("nonce", "")
        answered = sociallogin.nonce if isinstance(sociallogin, OidcLogin) else ""
        if not asked or not constant_time_compare(asked, answered):
            raise ValidationError("an answer to another question", code="unknown")
        if not sociallogin.is_existing:
            self._find(request, sociallogin)
        user = sociallogin.user
        if sociallogin.is_existing and not (user and user.is_active):
            raise ValidationError("has left", code="address_refused")

    def _find(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        proved = [each.email for each in sociallogin.email_addresses if each.verified]
        if not proved:
            raise ValidationError("not proved", code="address_unverified")
        (email,) = proved
        user = User.objects.filter(email=email).first()
        if user is not None and user.is_active:
            EmailAddress.objects.update_or_create(
                user=user, email=email, defaults={"verified": True, "primary": True}
            )
            sociallogin.connect(request, user)
        elif user is not None or not may_sign_up(email, now=timezone.now()):
            raise ValidationError("has left, or may not come", code="address_refused")

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Start an account with the address and, where it was told, the name."""
        user = cast(User, sociallogin.user)
        user.email = normalise_email(data.get("email") or "")
        user.name = data.get("name", "")[:150]
        return user
