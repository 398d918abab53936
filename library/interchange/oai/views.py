"""The address that portals harvest the library from, by OAI-PMH 2.0."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from library.interchange.oai.answers import answer, refuse
from library.interchange.oai.arguments import read_arguments
from library.interchange.oai.errors import BadRequestError


# A harvester may ask by POST (section 3.1.1), without a cookie to prove anything with; nothing
# is written whichever way it asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester; refusals are documents too."""
    now = timezone.now()
    try:
        asked = read_arguments(request.POST if request.method == "POST" else request.GET)
    except BadRequestError as refusal:
        document = refuse(refusal, {}, now=now)
    else:
        document = answer(asked, now=now)
    return HttpResponse(document, content_type="text/xml; charset=utf-8")
