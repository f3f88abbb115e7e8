"""What a person says about a list match."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

STEPS = ("propose_clear", "propose_confirm", "clear", "confirm", "disagree", "leave_inconclusive", "reopen")


class MatchForm(Form):
    """A step with its reason; `do` is the button that was pressed, `seen` the last event its reader saw."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which identifiers agree or differ, and where you saw it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    do = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(name, name) for name in STEPS])

    def clean(self):
        """A button was pressed."""
        data = super().clean()
        if not data.get("do") and "do" not in self.errors:
            raise forms.ValidationError(_("Press the button of what you say."))
        return data
