"""What a decider writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form


class DecisionForm(Form):
    """A decision with its reason; `seen` is the last event its reader saw."""

    do = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[
            ("approve", _("Approve")), ("deny", _("Deny: a rule is not met")), ("deny_quality", _("Deny: quality or conduct")),
            ("propose_approved", _("Propose to approve; a second person confirms")),
            ("propose_denied", _("Propose to deny; a second person confirms")),
            ("defer", _("Send back to checking, with a question")), ("not_accept", _("Close as not accepted")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for everything but a clean approval. The therapist may read it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class VacateForm(Form):
    """Undo a wrong approval: the first person proposes, the second confirms."""

    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class AppealForm(Form):
    """An appeal as it came in."""

    received_on = DayField(label=_("Received on"))
    grounds = forms.CharField(label=_("Grounds"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))
