"""The API described: for programs at ``schema/``, for people at ``docs/``."""

from typing import Any

from csp.decorators import csp_update
from django.utils import translation
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response


class SchemaView(SpectacularAPIView):
    """The description, the same for everybody: what it says belongs to the code, in English."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with translation.override("en"):
            return self._get_schema_response(request)  # type: ignore[no-any-return,no-untyped-call]


# Swagger UI's style sheet draws its icons from data: addresses; a picture runs nothing.
@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI, from our own site and without a line of script or style in the page."""

    url_name = "api:schema"
    template_name = "api/docs.html"
