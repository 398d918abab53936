"""What the site is made of: applications, middleware, words, background work, logs."""

from django.utils.translation import gettext_lazy as _

from prevention.settings.environment import BASE_DIR, PRODUCTION

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

# Words and time

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "prevention" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Paris"  # what the administration shows; rows are in UTC

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
