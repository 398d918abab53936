"""The floors over HTTP: Django with no middleware and no address but theirs."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

get_wsgi_application()  # sets Django up
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "bench.floors"
application = WSGIHandler()
