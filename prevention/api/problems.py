"""Every error leaves as ``application/problem+json`` (RFC 9457), from one place."""

from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import set_rollback

from prevention.api.refusals import SecondFactorRequiredError
from prevention.errors import RefusedError
from prevention.people.models import User


class StaleError(exceptions.APIException):
    """The row changed since the client read it (RFC 9110, 13.1.1)."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "stale"
    default_detail = _lazy("This has changed since you read it: read it again, then change it.")


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """Build a problem answer; ``more`` holds its extension members."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        **more,
    }
    return Response(body, status=status, content_type="application/problem+json")


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what the domain and DRF raise into a problem; ``None`` for a real crash."""
    set_rollback()
    match error:
        case RefusedError():
            return problem(409, error.code, str(error), facts=dict(error.facts))
        case Http404():
            return problem(404, "not_found", _("Nothing is here, or not for you."))
        case PermissionDenied() if _waits_for_second_factor(context):
            return problem_response(SecondFactorRequiredError(), context)
        case PermissionDenied():
            return problem(403, "permission_denied", _("You may not do this."))
        case ValidationError():
            return _invalid(as_serializer_error(error))
        case exceptions.ValidationError():
            return _invalid(error.detail)
        case exceptions.Throttled():
            seconds = ceil(getattr(error, "wait", None) or 60)
            sentence = _("Too many requests: try again in %(seconds)s seconds.")
            answer = problem(429, "throttled", sentence % {"seconds": seconds})
            answer["Retry-After"] = str(seconds)
            return answer
        case exceptions.APIException():
            answer = problem(error.status_code, _code(error), str(error.detail))
            if header := getattr(error, "auth_header", None):
                answer["WWW-Authenticate"] = header
            return answer
    return None


def _waits_for_second_factor(context: dict[str, Any]) -> bool:
    """Tell whether an act refused somebody who has powers that cannot be used yet."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and user.lacks_second_factor()


def _invalid(errors: Any) -> Response:
    fields = dict(errors) if isinstance(errors, dict) else {"non_field_errors": errors}
    if NON_FIELD_ERRORS in fields:  # the name that models give, under the one DRF gives
        fields["non_field_errors"] = fields.pop(NON_FIELD_ERRORS)
    return problem(
        400, "invalid", _("Some of what was sent cannot be used: see “errors”."), errors=fields
    )


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else "error"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address: a problem under ``/api/``, Django's page elsewhere."""
    if not request.path.startswith("/api/"):
        return defaults.page_not_found(request, exception)
    return plain_problem(problem(404, "not_found", _("Nothing is here, or not for you.")))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a crash without a word about it: the log holds the details."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    sentence = _("Something failed on our side, and was noted. Try again in a moment.")
    return plain_problem(problem(500, "server_error", sentence))


def plain_problem(answer: Response) -> HttpResponse:
    """Give the problem where no view, and so no renderer, is at work."""
    return JsonResponse(
        answer.data, status=answer.status_code, content_type="application/problem+json"
    )
