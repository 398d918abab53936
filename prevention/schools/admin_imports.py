"""The import page of the administration: choose a file, see what it would do, then do it."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from prevention.errors import RefusedError
from prevention.schools.imports.kinds import KINDS, Options
from prevention.schools.imports.report import Report
from prevention.schools.imports.uploads import KEPT, forget_upload, keep_upload, kept_upload
from prevention.schools.models import SchoolYear

if TYPE_CHECKING:
    from prevention.people.models import User

SALT = "prevention.import"
LARGEST_UPLOAD = 20_000_000  # bytes; a national annuaire is some 50 MB


def _this_school_year() -> int:
    return SchoolYear.year_of(timezone.localdate())


class ImportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("kind of file"), choices=lambda: [(k.code, k.label) for k in KINDS.values()]
    )
    file = forms.FileField(label=_("file as published"))
    school_year = forms.IntegerField(
        label=_("school year"),
        min_value=2000,
        max_value=2100,
        initial=_this_school_year,
        help_text=_("For a list of classes: 2026 means 2026-2027."),
    )
    complete = forms.BooleanField(
        label=_("the file lists every open school of its départements"),
        required=False,
        help_text=_("For schools: those that are not in the file are then marked closed."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("This file is too large for a page: import it with the import commands."),
                code="too_large",
            )
        return upload


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Preview an uploaded file, or import the one that was previewed.

    The address is for staff (``AdminSite.admin_view``); of these, only those with the right.
    """
    user = cast("User", request.user)
    if not user.may("school.import"):
        raise PermissionDenied
    if "preview" in request.POST:
        return _import(request, user, request.POST["preview"])
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _preview(request, user, form)
    return _page(request, form=form)


def _preview(request: HttpRequest, user: "User", form: ImportForm) -> HttpResponse:
    asked = {name: form.cleaned_data[name] for name in ("kind", "school_year", "complete")}
    asked["upload"] = keep_upload(form.cleaned_data["file"], now=timezone.now())
    try:
        report = _run(asked, dry_run=True)
    except RefusedError as refusal:
        forget_upload(asked["upload"])
        form.add_error("file", str(refusal))
        return _page(request, form=form)
    preview = signing.dumps(asked | {"user": user.pk}, salt=SALT)
    return _page(request, asked=asked, report=report, preview=preview)


def _import(request: HttpRequest, user: "User", preview: str) -> HttpResponse:
    try:
        asked = signing.loads(preview, salt=SALT, max_age=KEPT)
        if asked["user"] != user.pk:
            raise PermissionDenied
        report = _run(asked, dry_run=False)
    except (signing.BadSignature, FileNotFoundError):
        lost = gettext("This preview is no longer there: choose the file again.")
        return _page(request, form=ImportForm(), lost=lost)
    forget_upload(asked["upload"])
    return _page(request, asked=asked, report=report)


def _run(asked: dict[str, Any], *, dry_run: bool) -> Report:
    options = Options(
        today=timezone.localdate(),
        school_year=asked["school_year"],
        complete=asked["complete"],
    )
    with kept_upload(asked["upload"]) as path, transaction.atomic():
        report = KINDS[asked["kind"]].run(path, options)
        transaction.set_rollback(dry_run)
    return report


def _page(request: HttpRequest, **shown: Any) -> HttpResponse:
    asked = shown.get("asked")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import an official file"),
        "kind": KINDS[asked["kind"]].label if asked else "",
        **shown,
    }
    return TemplateResponse(request, "admin/imports.html", context)
