"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from library.interchange.urls import urlpatterns as interchange
from library.urls import urlpatterns as library
from prevention.api.urls import urlpatterns as api
from prevention.calendars.views import calendar
from prevention.messages.views import mail_preferences, unsubscribe
from prevention.operations.health import healthz, readyz
from prevention.operations.schedule_page import schedule_page
from prevention.pages import urlpatterns as pages
from prevention.people.oidc_views import callback as oidc_callback
from prevention.scheduling.views import authorisation
from prevention.schools.admin_imports import import_page

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/imports/", admin.site.admin_view(import_page), name="admin-import"),
    path("admin/schedule/", admin.site.admin_view(schedule_page), name="admin-schedule"),
    path("admin/", admin.site.urls),
    path("_allauth/browser/v1/", include("prevention.people.urls")),
    path("sign-in/provider/callback", oidc_callback, name="oidc-callback"),
    path("api/v1/", include((api, "api"))),
    path("authorise/<str:token>", authorisation, name="authorisation-link"),
    path("calendars/<str:secret>.ics", calendar, name="calendar"),
    path("unsubscribe/<str:token>", unsubscribe, name="unsubscribe"),
    path("preferences/<str:token>", mail_preferences, name="mail-preferences"),
    *library,
    *interchange,
    *pages,
]

handler404 = "prevention.api.problems.page_not_found"
handler500 = "prevention.api.problems.server_error"
