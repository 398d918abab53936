"""Which rows a page of the administration shows."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    from prevention.people.models import User

    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = object


class InReach(AdminBase):
    """Rows in the reach of the reader's roles; administrators see them all.

    What staff may do with these rows is said by the permissions that Django keeps.
    """

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        # A page is asked for by staff alone (``AdminSite.admin_view``): never by nobody.
        return rows.visible_to(cast("User", request.user))
