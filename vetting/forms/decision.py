"""What a decider writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

OUTCOMES = (
    "approve", "deny", "deny_quality", "propose_approve", "propose_deny", "propose_deny_quality", "agenda", "defer", "not_accept",
    "provisional",
)


class DecisionForm(Form):
    """A decision with its reason; `do` is the button that was pressed, `seen` the last event its reader saw."""

    needed = frozenset({"reason"})
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for everything but a clean approval. The therapist may read it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    do = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(name, name) for name in OUTCOMES])

    def clean(self):
        """A button was pressed, and what needs a reason has one."""
        data = super().clean()
        if not data.get("do") and "do" not in self.errors:
            raise forms.ValidationError(_("Press the button of the outcome you choose."))
        if data.get("do") and data["do"] != "approve" and not str(data.get("reason", "")).strip():
            self.add_error("reason", _("Say why in one or two sentences."))
        return data


class VacateForm(Form):
    """Undo a wrong approval: the first person proposes, the second confirms."""

    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
