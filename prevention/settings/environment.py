"""What the environment says of the site itself: where it is, and the keys it cannot do without."""

from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

# Lets classes of Django take type arguments at run time, as they do in its stubs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
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
