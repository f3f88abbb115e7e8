"""What is written down when somebody in the network is looked at again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form


class ReviewForm(Form):
    """A review for cause: why, for the file, and what the letter tells the therapist."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the file: who decides reads it."),
    )
    told = forms.CharField(
        label=_("What the letter says is looked at"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences to the therapist. Name no client and nobody who complained."),
    )
