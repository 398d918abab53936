"""What a head sends from the page of an authorisation link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.acts import Decision
from prevention.scheduling.models import Session
from prevention.vocabulary import EndReason

AUTHORISE, REFUSE = "authorise", "refuse"
UNDECIDED = _("Say whether you authorise this session.")


class DecisionForm(forms.Form):
    """One session: authorised, unless the head says otherwise and why."""

    decision = forms.ChoiceField(
        choices=[(AUTHORISE, _("Authorise")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect,
        initial=AUTHORISE,
        error_messages={"required": UNDECIDED, "invalid_choice": UNDECIDED},
    )
    reason = forms.ChoiceField(
        label=_("Reason, if you refuse"),
        # The partner's own reason is not the head's to give.
        choices=[
            ("", _("Choose a reason")),
            *(one for one in EndReason.choices if one[0] != EndReason.CAPACITY),
        ],
        required=False,
    )
    revised_at = forms.DateTimeField()  # written by the page, always as the session is now

    def __init__(self, session: Session, data: Any = None) -> None:
        super().__init__(data, prefix=session.public_id.hex)
        self.session = session

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        if sent.get("decision") == REFUSE and not sent.get("reason"):
            self.add_error("reason", _("Choose why you refuse."))
        return sent

    def decided(self) -> Decision:
        sent = self.cleaned_data
        reason = EndReason(sent["reason"]) if sent["decision"] == REFUSE else None
        return Decision(sent["revised_at"], reason)
