"""The site as assembled, made quick and quiet for tests."""

import os

os.environ.setdefault("DEMO", "1")

from prevention.settings import *  # noqa: F403
from prevention.settings import CACHES, DATABASES, REST_FRAMEWORK

PASSWORD_HASHERS = ["tests.hashers.CountingHasher"]
# Many requests in one test are no attack; the tests of the limits ask for the real ones.
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "9999/sec"),
}
# Several processes may test against one server at once.
CACHES["default"]["KEY_FUNCTION"] = "tests.caches.key_of_this_test"
# A server's thread that outlives its last request must not keep the database from going.
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are looked for when asked, so that none need be collected first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the tests with two writers need two connections.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_SQLITE", "var/test.sqlite3")}
