"""The library in Django's administration."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from library.covers import clean_image, make_cover, take_cover
from library.models import Material
from prevention.administration import ByRights
from prevention.errors import RefusedError


class MaterialForm(forms.ModelForm[Material]):
    """An uploaded cover never reaches the storage as it came."""

    url = forms.URLField(label=_("address"), required=False, assume_scheme="https")
    upload = forms.FileField(
        label=_("cover"),
        required=False,
        help_text=_("PNG, JPEG or WebP. Without one, the cover is drawn from the title."),
    )

    class Meta:
        model = Material
        fields = [
            "title",
            "description",
            "kind",
            "audience",
            "levels",
            "publisher",
            "url",
            "published",
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
    rights = {"view": "material.read", "add": "material.change", "change": "material.change"}
    form = MaterialForm
    list_display = ["title", "kind", "audience", "publisher", "published", "updated_at"]
    list_filter = ["published", "kind", "audience"]
    search_fields = ["title", "description", "publisher"]
    actions = ["draw_covers"]

    def save_model(
        self,
        request: HttpRequest,
        obj: Material,
        form: MaterialForm,
        change: bool,
    ) -> None:
        super().save_model(request, obj, form, change)
        if upload := form.cleaned_data["upload"]:
            take_cover(obj, upload)
        elif not obj.cover:
            make_cover(obj)

    @admin.action(description=_("Draw the cover of the chosen materials"), permissions=["change"])
    def draw_covers(self, request: HttpRequest, queryset: QuerySet[Material]) -> None:
        for material in queryset:
            make_cover(material)
        self.message_user(request, _("The covers are drawn."))
