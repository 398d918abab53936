"""What every page of Django's administration shares: the table of rights decides there too."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from prevention.people.models import User
    from prevention.schools.models import School

    OptionsBase = admin.options.BaseModelAdmin[Any]
    RowsBase = admin.ModelAdmin[Any]
else:
    OptionsBase = RowsBase = object


def reader(request: HttpRequest) -> "User":
    """Give who reads: pages of the administration are never asked for by nobody."""
    return cast("User", request.user)


class ByRights(OptionsBase):
    """Pages that follow ``RIGHTS``; what ``rights`` does not name, nobody does here.

    ``rights`` names the right that each of ``view``, ``add``, ``change`` and ``delete``
    asks for. Django's own permissions are not looked at.
    """

    rights: ClassVar[Mapping[str, str]] = {}

    def school_of(self, row: Any) -> "School | None":
        """Give the school that the right must reach, for rows that belong to one."""
        return None

    def _may(self, action: str, request: HttpRequest, row: Any = None) -> bool:
        # The page to sign in asks too, before anybody is known.
        if action not in self.rights or not request.user.is_authenticated:
            return False
        school = self.school_of(row) if row is not None else None
        return reader(request).may(self.rights[action], school=school)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may("view", request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("view", request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("add", request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("change", request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may("delete", request, obj)


class InReach(RowsBase):
    """Rows in the reach of the reader's roles; administrators see them all."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(reader(request))


class Administration(admin.AdminSite):
    """The one site, made of our own pages alone: other apps' follow Django's permissions."""

    site_header = _("Prévention scolaire: administration")
    site_title = "Prévention scolaire"
    index_title = _("What the programme knows")

    def has_permission(self, request: HttpRequest) -> bool:
        """Open to the staff, once those with powers have their second factor."""
        return super().has_permission(request) and not reader(request).lacks_second_factor()

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send to the pages' one way in, with its limits and its second factor.

        Raises:
            PermissionDenied: signed in already, and not on the staff.

        """
        if not request.user.is_authenticated:
            back = urlencode({"next": request.GET.get(REDIRECT_FIELD_NAME, "/admin/")})
            return HttpResponseRedirect(f"/sign-in?{back}")
        if reader(request).lacks_second_factor():
            return HttpResponseRedirect("/account/security?next=%2Fadmin%2F")
        if not self.has_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect("/admin/")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a page that follows the table of rights, and leave any other out."""
        if admin_class is not None and issubclass(admin_class, ByRights):
            super().register(model_or_iterable, admin_class, **options)
