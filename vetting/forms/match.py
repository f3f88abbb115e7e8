"""What a person says about a list match."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting.words_matches import IDENTIFIERS, SEEN_ELSEWHERE

STEPS = ("propose_clear", "propose_confirm", "clear", "confirm", "disagree", "leave_inconclusive", "reopen")


class MatchForm(Form):
    """A step with its reason; `do` is the button that was pressed, `seen` the last event its reader saw."""

    needed = frozenset({"differing"})
    differing = forms.MultipleChoiceField(
        label=_("What differs"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[*IDENTIFIERS.items(), *SEEN_ELSEWHERE.items()],
        help_text=_("To say it is not the one listed: at least one. What the comparison found is ticked."),
    )
    reason = forms.CharField(
        label=_("Reason and evidence"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you saw, and where: the page of the list, a document, who told you."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    do = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(name, name) for name in STEPS])

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        if state not in ("open", "inconclusive"):
            del self.fields["differing"]  # asked of the first person only

    def clean(self):
        """A button was pressed; who says that it is not her ticks what differs."""
        data = super().clean()
        if data.get("do") == "propose_clear" and not data.get("differing") and "differing" in self.fields:
            self.add_error("differing", _("Tick at least one identifier that is not the therapist’s."))
        if not data.get("do") and "do" not in self.errors:
            raise forms.ValidationError(_("Press the button of what you say."))
        return data

    def said(self) -> dict:
        """What the step takes beside who and when."""
        data = self.cleaned_data
        differing = {"differing": data.get("differing", [])} if data["do"] == "propose_clear" else {}
        return {"reason": data["reason"], "seen": data["seen"], **differing}
