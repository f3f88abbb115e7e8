"""Bringing a policy as a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting.policy_file import MOST_BYTES


class PolicyFileForm(Form):
    """The file, and why it comes."""

    file = forms.FileField(label=_("Policy file"), help_text=_("TOML or JSON, up to 200 KB, as it is saved from the page of a policy."))
    note = forms.CharField(label=_("What changes, and why"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_file(self):
        """The upload; one that is too large says so."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 200 KB."))
        return upload
