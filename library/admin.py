"""The library in Django's administration."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from library.covers import clean_image, make_cover, take_cover
from library.models import Collection, CollectionEntry, HelpService, Material
from library.search.indexing import index
from prevention.administration import ByRights
from prevention.errors import RefusedError


class MaterialForm(forms.ModelForm[Material]):
    """An uploaded cover never reaches the storage as it came."""

    url = forms.URLField(label=_("address"), required=False, assume_scheme="https")
    upload = forms.FileField(
        label=_("cover"),
        required=False,
        help_text=_("PNG, JPEG, WebP or AVIF. Without one, the cover is drawn from the title."),
    )

    class Meta:
        model = Material
        fields = [
            "title",
            "description",
            "kind",
            "audience",
            "levels",
            "themes",
            "axes",
            "duration_minutes",
            "language",
            "author",
            "publisher",
            "url",
            "licence",
            "accessibility",
            "warnings",
            "adult_advice",
        ]

    def clean_upload(self) -> bytes | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if upload is None:
            return None
        data: bytes = upload.read()
        try:
            clean_image(data)
        except RefusedError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return data


@admin.register(Material)
class MaterialAdmin(ByRights, admin.ModelAdmin[Material]):
    rights = {"view": "material.read", "add": "material.review", "change": "material.review"}
    form = MaterialForm
    list_display = ["title", "kind", "audience", "publisher", "state", "updated_at"]
    list_filter = ["state", "kind", "audience"]
    search_fields = ["title", "description", "publisher"]
    actions = ["draw_covers"]

    def save_model(
        self,
        request: HttpRequest,
        obj: Material,
        form: MaterialForm,
        change: bool,
    ) -> None:
        obj.note_catalogued()
        super().save_model(request, obj, form, change)
        if upload := form.cleaned_data["upload"]:
            take_cover(obj, upload)
        elif not obj.cover:
            make_cover(obj)

    def save_related(
        self, request: HttpRequest, form: MaterialForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        index([form.instance])  # once the themes are there

    @admin.action(description=_("Draw the cover of the chosen materials"), permissions=["change"])
    def draw_covers(self, request: HttpRequest, queryset: QuerySet[Material]) -> None:
        for material in queryset:
            make_cover(material)
        self.message_user(request, _("The covers are drawn."))


class CollectionEntryInline(ByRights, admin.TabularInline[CollectionEntry, Collection]):
    rights = dict.fromkeys(("view", "add", "change", "delete"), "material.review")
    model = CollectionEntry
    extra = 0
    autocomplete_fields = ["material"]


@admin.register(Collection)
class CollectionAdmin(ByRights, admin.ModelAdmin[Collection]):
    rights = {"view": "material.read", "add": "material.review", "change": "material.review"}
    list_display = ["title", "theme", "axis", "published", "updated_at"]
    list_filter = ["published", "theme", "axis"]
    search_fields = ["title", "description"]
    inlines = [CollectionEntryInline]


@admin.register(HelpService)
class HelpServiceAdmin(ByRights, admin.ModelAdmin[HelpService]):
    rights = dict.fromkeys(("view", "add", "change", "delete"), "material.review")
    list_display = ["name", "phone", "emergency", "valid_until", "checked_on"]
    list_filter = ["emergency"]
    search_fields = ["name", "description"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    filter_horizontal = ["themes", "communes"]
