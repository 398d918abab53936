"""The page of an authorisation link: a head reads what is asked, and decides by one button.

Open to whoever holds the address, and built to be harmless in a mail: looking at it, however
often, writes nothing; it decides by a POST alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from prevention.scheduling.acts import decide_by_link
from prevention.scheduling.errors import LinkOverError, LinkUsedError, RequestChangedError
from prevention.scheduling.forms import DecisionForm
from prevention.scheduling.links import decided_by, link_at, sessions_of
from prevention.scheduling.models import AuthorisationLink, Session
from prevention.scheduling.readiness import Point, readiness
from prevention.scheduling.sentences import in_words, sentence, when
from prevention.scheduling.states import why_not
from prevention.secret_addresses import QUIET, wait_after_miss
from prevention.vocabulary import Act

HEADERS = {
    **QUIET,
    "Cache-Control": "no-store",
    # Not "no-referrer": with it browsers send "Origin: null" along with the form (Fetch,
    # 3.2), which Django refuses. No path, and so no token, leaves the page with this either.
    "Referrer-Policy": "strict-origin",
}
DECIDED: Mapping[Act, str | Promise] = {
    Act.AUTHORISE: _lazy("You have authorised this session."),
    Act.REFUSE: _lazy("You have refused this session."),
}


@dataclass(frozen=True)
class Line:
    """A session on the page; ``form`` while the link may decide on it."""

    session: Session
    form: DecisionForm | None
    decided: str | Promise

    @property
    def when(self) -> str:
        return when(self.session)

    @property
    def sentence(self) -> str:
        return sentence(self.session, now=timezone.now())

    @property
    def missing(self) -> list[Point]:
        return readiness(self.session)


@require_http_methods(["GET", "HEAD", "POST"])
def authorisation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link asks, or decide as its form says."""
    now = timezone.now()
    link = link_at(token)
    if link is None or not link.stands(now=now):
        return _missing(request, known=link is not None)
    with translation.override(link.head.language):
        if request.method == "POST" and link.used_at is None:
            return _decide(request, link, now=now)
        return _page(request, link, _lines(link, now=now))


def _decide(request: HttpRequest, link: AuthorisationLink, *, now: datetime) -> HttpResponse:
    lines = _lines(link, now=now, sent=request.POST)
    forms = [line.form for line in lines if line.form]
    if not all([form.is_valid() for form in forms]):  # noqa: C419 - every form says its errors
        return _page(request, link, lines, status=400)
    decisions = {form.session.public_id: form.decided() for form in forms}
    try:
        decide_by_link(link=link, decisions=decisions, now=now)
    except RequestChangedError as refusal:
        lines = _lines(link, now=now, sent=request.POST)  # as they have become
        return _page(request, link, lines, problem=str(refusal), status=409)
    except (LinkUsedError, LinkOverError):
        pass  # the page says so
    return HttpResponseRedirect(request.path, status=303, headers=HEADERS)


def _lines(link: AuthorisationLink, *, now: datetime, sent: Any = None) -> list[Line]:
    decided = decided_by(link)
    lines = []
    for session in sessions_of(link):
        waits = link.used_at is None and why_not(Act.AUTHORISE, session, now=now) is None
        form = DecisionForm(session, sent) if waits else None
        act = decided.get(session.pk)
        lines.append(Line(session, form, DECIDED[act] if act else ""))
    return lines


def _page(
    request: HttpRequest,
    link: AuthorisationLink,
    lines: list[Line],
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "link": link,
        "until": in_words(link.expires_at, link.request.school.time_zone),
        "used_at": in_words(link.used_at, link.request.school.time_zone),
        "to_decide": [line for line in lines if line.form],
        "others": [line for line in lines if not line.form],
        "problem": problem,
        "wrong": status != HTTPStatus.OK,
    }
    document = render_to_string("scheduling/authorisation.html", shown, request)
    headers = {**HEADERS, "Content-Language": link.head.language}
    return HttpResponse(document, status=status, headers=headers)


def _missing(request: HttpRequest, *, known: bool) -> HttpResponse:
    """Say 404 of what was never given, forged or not, and 410 of what is over."""
    headers = dict(HEADERS)
    if seconds := wait_after_miss(request):
        status, words = 429, _("Too many unknown addresses: try again in a minute.")
        headers["Retry-After"] = str(seconds)
    elif known:
        status, words = 410, str(LinkOverError.message)
    else:
        status, words = 404, _("No link has this address: check that it is whole, or sign in.")
    document = render_to_string("scheduling/no_link.html", {"sentence": words}, request)
    return HttpResponse(document, status=status, headers=headers)
