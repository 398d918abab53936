"""What a reader sends from the page of the own mails, without signing in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from prevention.messages.kinds import Kind
from prevention.messages.preferences import Preference
from prevention.people.models import User


class MailsForm(forms.Form):
    """The optional kinds that are wanted, and the language of them all."""

    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(
        label=_("Language of your messages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, user: User, preferences: list[Preference], data: Any = None) -> None:
        optional = [one for one in preferences if not one.necessary]
        self.offered = [one.kind for one in optional]
        super().__init__(
            data,
            initial={
                "kinds": [one.kind.value for one in optional if one.wanted],
                "language": user.language,
            },
        )
        choices = [(one.kind.value, capfirst(one.kind_label)) for one in optional]
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[Kind, bool]:
        """Say it of the kinds that were asked about, and of no other."""
        return {kind: kind.value in self.cleaned_data["kinds"] for kind in self.offered}
