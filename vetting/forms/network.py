"""Bringing a roster: first the file, then a yes to what was read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

MOST_BYTES = 1_000_000


class RosterForm(Form):
    """The file as a spreadsheet saves it."""

    roster = forms.FileField(
        label=_("Roster"), help_text=_("A CSV file in UTF-8, up to 1 MB. Nothing is recorded before you have seen it.")
    )

    def clean_roster(self):
        """Its bytes; a file that is too large or empty says so."""
        upload = self.cleaned_data["roster"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB. Split it into parts."))
        return upload.read()


class ConfirmForm(Form):
    """The text that was shown, sent back to be recorded; it is read and checked again."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)
