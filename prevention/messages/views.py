"""The pages that mails lead to, open to whoever holds their address.

Looking writes nothing, for scanners of mails follow every link; pressing does.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prevention.messages.forms import MailsForm
from prevention.messages.kinds import TRAITS, Kind
from prevention.messages.preferences import WHY, choose, preferences_of
from prevention.messages.unsubscribing import (
    UnknownAddressError,
    preferences_address_of,
    reader_at,
    subscription_at,
)
from prevention.people.acts import describe_oneself
from prevention.people.models import User
from prevention.secret_addresses import QUIET, wait_after_miss

HEADERS = {
    **QUIET,
    "Cache-Control": "no-store",
    "Referrer-Policy": "strict-origin",  # as on the page of an authorisation link
}
RESUME = "resume"


# Who posts here is a mail program, which has no cookie to prove anything with (RFC 8058,
# 3.1); whoever holds the address may do what it does.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail: any ``POST`` does, but for the one that takes it back."""
    try:
        user, kind = subscription_at(token)
    except UnknownAddressError:
        return _no_address(request)
    if user is None:
        return _nobody_left(request)
    with translation.override(user.language):
        if TRAITS[kind].necessary:
            status = 409 if request.method == "POST" else 200
            return _page(request, user, "necessary", kind=kind, status=status)
        if request.method != "POST":
            return _page(request, user, "asking", kind=kind)
        resumes = request.POST.get("act") == RESUME
        choose(user=user, wanted={kind: resumes})
        return _page(request, user, "resumed" if resumes else "stopped", kind=kind)


def _page(
    request: HttpRequest, user: User, step: str, *, kind: Kind, status: int = 200
) -> HttpResponse:
    shown = {
        "step": step,
        "kind": kind.label,
        "why": WHY.get(kind, ""),
        "reader": user,
        "preferences": preferences_address_of(user),
    }
    return _answer(
        request, "messages/unsubscribe.html", shown, language=user.language, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show which mails a person gets, and change it as the form says."""
    try:
        user = reader_at(token)
    except UnknownAddressError:
        return _no_address(request)
    if user is None:
        return _nobody_left(request)
    with translation.override(user.language):
        preferences = preferences_of(user)
        form = MailsForm(user, preferences, request.POST if request.method == "POST" else None)
        if form.is_valid():
            choose(user=user, wanted=form.wanted())
            describe_oneself(user=user, language=form.cleaned_data["language"])
            return HttpResponseRedirect(f"{request.path}?saved", status=303, headers=HEADERS)
        shown = {
            "form": form,
            "reader": user,
            "necessary": [one for one in preferences if one.necessary],
            "saved": "saved" in request.GET and not form.is_bound,
        }
        status = 400 if form.is_bound else 200
        return _answer(
            request, "messages/preferences.html", shown, language=user.language, status=status
        )


def _answer(
    request: HttpRequest, template: str, shown: dict[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    headers = {**HEADERS, "Content-Language": language}
    document = render_to_string(template, shown, request)
    return HttpResponse(document, status=status, headers=headers)


def _no_address(request: HttpRequest) -> HttpResponse:
    if seconds := wait_after_miss(request):
        sentence = _("Too many unknown addresses: try again in a minute.")
        answer = _no_link(request, sentence, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    sentence = _("No link has this address: check that it is whole, or sign in.")
    return _no_link(request, sentence, status=404)


def _nobody_left(request: HttpRequest) -> HttpResponse:
    return _no_link(request, _("This account is closed: nothing is sent to it."), status=410)


def _no_link(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    document = render_to_string("scheduling/no_link.html", {"sentence": sentence}, request)
    return HttpResponse(document, status=status, headers=HEADERS)
