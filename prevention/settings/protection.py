"""What browsers are told to refuse, and what a proxy in front is trusted with."""

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from prevention.settings.environment import PRODUCTION, env

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
