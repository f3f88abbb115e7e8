"""What is noted about an alert."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

LONG = forms.Textarea(attrs={"rows": 3})


class DoneForm(Form):
    """What was done, where it helps a colleague to know."""

    reason = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=LONG)


class DismissForm(Form):
    """Why nothing needs to be done."""

    reason = forms.CharField(
        label=_("Why nothing needs to be done"), max_length=2000, widget=LONG, help_text=_("An auditor reads it. Name no client."),
    )
