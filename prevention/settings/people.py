"""Who people are and how they sign in: passwords, codes, second factors, a provider."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from prevention.settings.environment import DEMO, PRODUCTION, SITE_URL, env


def oidc_app(
    *, issuer: str, client_id: str, secret: str, name: str, scopes: str, acr: str = ""
) -> dict[str, Any]:
    """Describe the one OpenID Connect provider as allauth wants it."""
    return {
        "provider_id": "oidc",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": issuer,
            "scope": scopes.split(),
            "oauth_pkce_enabled": True,
            "auth_params": {"acr_values": acr} if acr else {},
        },
    }


AUTH_USER_MODEL = "prevention.User"
# One backend, whose work is the same for known and unknown addresses.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Domains whose addresses may open an account without an invitation.
ACADEMIC_ADDRESSES = env.list("ACADEMIC_ADDRESSES", default=["ac-*.fr"])
SESSION_COOKIE_AGE = 7 * 24 * 3600

ACCOUNT_ADAPTER = "prevention.people.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "prevention.people.forms.SignUpForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = True
# Six digits that any telephone proposes to fill in; mails of academies can be slow.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
CODE_LASTS_SECONDS = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_LASTS_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_LASTS_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_LASTS_SECONDS
# A code allows three tries, and these bound how many codes a door sends to one address
# ("key"): 90 guesses a day among a million. A whole school may share one network ("ip").
CODE_MAILS = "3/5m/key,30/d/key"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip,200/d/ip",
    "confirm_email": CODE_MAILS,
    "request_login_code": f"20/m/ip,{CODE_MAILS}",
    "reset_password": f"20/m/ip,{CODE_MAILS}",
    "reset_password_from_key": "20/m/ip",
    "type_code": "30/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "type_second_code": "30/d/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Second factors: who has powers over many schools needs one (prevention.people.second_factor).
SECOND_FACTOR_REQUIRED = not DEMO
MFA_ADAPTER = "prevention.people.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a code may be typed at the end of its half minute
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
# One provider of identities, such as ProConnect: none without its address.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").rstrip("/")
if OIDC_ISSUER and PRODUCTION and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("Write OIDC_ISSUER as https://…: identities need a secure way.")
# Whether every address it tells is proved, though it does not say email_verified.
OIDC_VERIFIES_EMAIL = env.bool("OIDC_VERIFIES_EMAIL", default=False)
SOCIALACCOUNT_ADAPTER = "prevention.people.oidc.SocialAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {"provider_class": "prevention.people.oidc.OidcProvider", "APPS": []}
}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        oidc_app(
            issuer=OIDC_ISSUER,
            client_id=env.str("OIDC_CLIENT_ID"),
            secret=env.str("OIDC_CLIENT_SECRET"),
            name=env.str("OIDC_NAME", default="ProConnect"),
            scopes=env.str("OIDC_SCOPES", default="openid email given_name usual_name"),
            acr=env.str("OIDC_ACR_VALUES", default=""),
        )
    ]
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {
    "account_signup": f"{SITE_URL}/sign-up",
    "account_reset_password": f"{SITE_URL}/sign-in",
    "socialaccount_login_error": "/sign-in?from=provider",
}
