"""The page of the administration where one sees how background work goes, and asks for more."""

from typing import TYPE_CHECKING, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from prevention.operations.models import Runner
from prevention.operations.standings import standings
from prevention.operations.turns import ask_for, schedule

if TYPE_CHECKING:
    from prevention.people.models import User


@require_http_methods(["GET", "POST"])
def schedule_page(request: HttpRequest) -> HttpResponse:
    """Show how each job of the schedule stands; a POST with ``job``, its name, asks for it now.

    The address is for staff (``AdminSite.admin_view``); of these, only those with the right.
    """
    if not cast("User", request.user).may("schedule.run"):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request, request.POST.get("job", ""))
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": gettext("Background work"),
        "standings": standings(now=now),
        "alive": Runner.objects.alive(now=now).exists(),
    }
    return TemplateResponse(request, "admin/schedule.html", context)


def _ask(request: HttpRequest, name: str) -> HttpResponse:
    for job in schedule():
        if job.name == name:
            ask_for(job.name, now=timezone.now())
            said = gettext("Asked for: %(job)s. A worker does it within seconds.")
            messages.success(request, said % {"job": job.label})
            return redirect("admin-schedule")
    raise Http404
