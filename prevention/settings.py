"""The one settings file: everything comes from the environment, and the default is safe.

``DEMO=1`` or ``DEBUG=1`` relax what production insists on; ``docs/operating.md`` lists the
variables.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from prevention.storage_urls import stored_at

# Lets classes of Django take type arguments at run time, as they do in its stubs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()  # type: ignore[no-untyped-call]

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PRODUCTION = not (DEBUG or DEMO)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def required(name: str, *, otherwise: str) -> str:
    """Read a variable that production cannot do without."""
    value = env.str(name, default="" if PRODUCTION else otherwise)
    if not value:
        raise ImproperlyConfigured(
            f"Set the environment variable {name}, or DEMO=1 to try the product out."
        )
    return value


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


SECRET_KEY = required("SECRET_KEY", otherwise="demonstration-only-" + "0" * 50)
ALLOWED_HOSTS = required("ALLOWED_HOSTS", otherwise="localhost,127.0.0.1,[::1]").split(",")
# The address people type: links in mails and calendars start with it.
SITE_URL = env.str(
    "SITE_URL",
    default=f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# How many proxies in front add the address they were called from to X-Forwarded-For: what
# rate limits go by. Anything a client writes there itself is not looked at.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Calendar addresses are derived from this key: changing it changes them all, so it can be
# kept when the secret key is renewed.
FEED_KEY = env.str("FEED_KEY", default=SECRET_KEY)
# Second factors are encrypted with this key: without it, each has to be set up again.
SECOND_FACTOR_KEY = env.str("SECOND_FACTOR_KEY", default=SECRET_KEY)

INSTALLED_APPS = [
    "prevention",
    "library",
    "prevention.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "prevention.operations.logs.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "prevention.calendars.middleware.CalendarMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prevention.compression.CompressionMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "prevention.api.middleware.ApiMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "prevention.urls"
WSGI_APPLICATION = "prevention.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'prevention.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue from their first statement, so that a check and the write that
        # depends on it see the same rows.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        ),
    }
# Kept from one request to the next, SQLite's too: each new connection reads the schema anew,
# and the last one that closes writes the journal back.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"] == "django_redis.cache.RedisCache":
    CACHES["default"]["BACKEND"] = "django.core.cache.backends.redis.RedisCache"
    CACHES["default"].pop("OPTIONS", None)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [("pages/assets", FRONTEND_DIST / "assets")] if FRONTEND_DIST.exists() else []
# Names that carry a digest of the content, given by the pages' build or by Django.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/pages/assets/|\.[0-9a-f]{12}\.[^/.]+$"
STORAGES = {
    "default": stored_at(env.str("STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# People

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

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_CONFIG["EMAIL_BACKEND"] = "prevention.messages.smtp.EmailBackend"
vars().update(EMAIL_CONFIG)
# For each exchange with the mail server; a worker is taken for dead after fifteen minutes.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Prévention scolaire <nepasrepondre@exemple.test>"
)
# Where answers go, and where the mail servers return what they cannot deliver.
REPLY_TO = env.str("REPLY_TO", default="")
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")

# Words and time

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "prevention" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Paris"  # what the administration shows; rows are in UTC

# Scheduling: what a facilitator's way from school to school takes, and the lunch in between

TRAVEL_DETOUR = env.float("TRAVEL_DETOUR", default=1.3)  # roads against the straight line
TRAVEL_SPEED_KMH = env.float("TRAVEL_SPEED_KMH", default=40.0)
TRAVEL_MARGIN_MINUTES = env.int("TRAVEL_MARGIN_MINUTES", default=10)  # park, sign in, set up
LUNCH_MINUTES = env.int("LUNCH_MINUTES", default=45)

# Partners: how long a check of a facilitator's honorability holds

HONORABILITY_YEARS = env.int("HONORABILITY_YEARS", default=3)

# The library: how long a review holds, in months

LIBRARY_REVIEW_MONTHS = env.int("LIBRARY_REVIEW_MONTHS", default=24)
LIBRARY_HARVEST_PAGE = 100  # records that a portal is given at once
# Its files: what an added file may be, and what the process that reads it may take

LIBRARY_ACCEL_PREFIX = env.str("LIBRARY_ACCEL_PREFIX", default="")
LIBRARY_FILES: dict[str, Any] = {
    "image_megabytes": env.int("LIBRARY_IMAGE_MEGABYTES", default=30),
    "pdf_megabytes": env.int("LIBRARY_PDF_MEGABYTES", default=50),
    "audio_megabytes": env.int("LIBRARY_AUDIO_MEGABYTES", default=100),
    "video_megabytes": env.int("LIBRARY_VIDEO_MEGABYTES", default=500),
    "office_megabytes": env.int("LIBRARY_OFFICE_MEGABYTES", default=50),
    "megapixels": env.int("LIBRARY_MEGAPIXELS", default=25),
    "video_megapixels": env.int("LIBRARY_VIDEO_MEGAPIXELS", default=9),
    "pages": env.int("LIBRARY_PAGES", default=500),
    "pages_shown": env.int("LIBRARY_PAGES_SHOWN", default=4),
    "widths": env.list("LIBRARY_WIDTHS", cast=int, default=[320, 640, 1280]),
    "unpacked_megabytes": env.int("LIBRARY_UNPACKED_MEGABYTES", default=200),
    "entries": env.int("LIBRARY_ENTRIES", default=5000),
    "text_characters": env.int("LIBRARY_TEXT_CHARACTERS", default=200_000),
    "memory_megabytes": env.int("LIBRARY_MEMORY_MEGABYTES", default=1280),
    "computing_seconds": env.int("LIBRARY_COMPUTING_SECONDS", default=60),
    "waiting_seconds": env.int("LIBRARY_WAITING_SECONDS", default=120),
}

# Background work: tasks wait in the database, and the one table says when which job is enqueued

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SCHEDULE = "prevention.schedule.SCHEDULE"

# Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrubber": {"()": "prevention.operations.logs.Scrubber"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
        },
        "plain": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["scrubber"],
            "formatter": "json" if PRODUCTION else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own handlers know neither the scrubber nor the request's id.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Of each task they say start and end: the failures are enough.
        "django_tasks": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}

# The API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "prevention.api.authentication.TokenAuthentication",
        "prevention.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["prevention.api.permissions.HasRight"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["prevention.api.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "prevention.api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "prevention.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "prevention.api.throttles.ActThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "60/min",
        "user": "600/min",
        "wrong_token": "20/min",
        "invitation": "60/hour",
        "role": "60/hour",
        "token": "20/hour",
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "prevention.api.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Prévention scolaire",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Resources first: to draw all operations and shapes at once takes a browser many seconds.
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "docExpansion": "none",
        "defaultModelsExpandDepth": -1,
    },
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "AgreementScopeEnum": "prevention.vocabulary.AgreementScope",
        "AllowedActionEnum": "prevention.vocabulary.Act",
        "ClosureReasonEnum": "prevention.schools.models.Closure.Reason",
        "DatedAvailabilityKindEnum": "prevention.scheduling.models.DatedAvailability.Kind",
        "FigureUnitEnum": "prevention.coverage.figures.Unit",
        "UnitEnum": "prevention.vocabulary.DutyUnit",
        "FeedKindEnum": "prevention.calendars.models.Feed.Kind",
        "HalfEnum": "prevention.vocabulary.Half",
        "HolidayZoneEnum": "prevention.vocabulary.HolidayZone",
        "ManyActEnum": "prevention.api.many_acts.MANY_CHOICES",
        "CollectionAxisEnum": "prevention.vocabulary.Axis",
        "LevelsEnum": "prevention.vocabulary.Level",
        "MaterialStateEnum": "library.vocabulary.MaterialState",
        "WithdrawReasonEnum": "library.vocabulary.WithdrawReason",
        "MomentEnum": "prevention.vocabulary.Moment",
        "MaterialKindEnum": "library.vocabulary.MaterialKind",
        "MessageActEnum": "prevention.messages.acts.MessageAct",
        "MessageKindEnum": "prevention.messages.kinds.Kind",
        "MessageStateEnum": "prevention.messages.models.Message.State",
        "NoClassEnum": "prevention.vocabulary.NoClass",
        "OfferKindEnum": "prevention.vocabulary.OFFERED_KINDS",
        "OrganisationKindEnum": "prevention.vocabulary.OrganisationKind",
        "PaperKindEnum": "prevention.orders.models.PaperKind",
        "PaperOrderStateEnum": "prevention.orders.models.OrderState",
        "OwnCalendarStateEnum": "prevention.calendars.busy.state.State",
        "ReasonEnum": "prevention.vocabulary.EndReason",
        "RoleKindEnum": "prevention.vocabulary.RoleKind",
        "RoleStatusEnum": "prevention.people.models.Role.Status",
        "SchoolKindEnum": "prevention.vocabulary.SchoolKind",
        "SessionKindEnum": "prevention.vocabulary.SessionKind",
        "SchoolRoleEnum": "prevention.api.people.SCHOOL_ROLE_CHOICES",
        "SchoolStatusEnum": "prevention.schools.models.School.Status",
        "SessionStateEnum": "prevention.vocabulary.SessionState",
        "ScopeEnum": "prevention.vocabulary.TokenScope",
    },
}

# Protection

if PRODUCTION:
    # Only a proxy that sets this header itself, and drops the client's, may be in front.
    SECURE_PROXY_SSL_HEADER = (env.str("PROXY_SSL_HEADER", "HTTP_X_FORWARDED_PROTO"), "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What lies under the map of schools, when pictures may be asked of another site: where they
# are, with {z}, {x} and {y}, then whom to name as their source. None unless it is set.
MAP_TILES, _space, MAP_TILES_SOURCE = env.str("MAP_TILES", default="").partition(" ")
MAP_TILES_SITE = "/".join(MAP_TILES.split("/")[:3])
if MAP_TILES and not (
    MAP_TILES.startswith("https://")
    and all(part in MAP_TILES.removeprefix(MAP_TILES_SITE) for part in ("{z}", "{x}", "{y}"))
    and MAP_TILES_SOURCE
):
    raise ImproperlyConfigured(
        "Write MAP_TILES as https://…/{z}/{x}/{y}.png, a space, and the source to name."
    )
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "blob:", *filter(None, [MAP_TILES_SITE])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
