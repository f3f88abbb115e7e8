"""Entering what a board announced, and saying why one of them does not count."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting.forms.licenses import titles


class ExtensionForm(Form):
    """An announcement for a title, or for one license; of one license its title and its day are known."""

    license_type = forms.ChoiceField(label=_("Title"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("The address or the title of what the board announced."))
    first = DayField(label=_("Licenses that expire from"))
    last = DayField(label=_("Licenses that expire through"))
    until = DayField(label=_("Stay good through"))
    as_of = DayField(label=_("As of"), help_text=_("The day on which the source says so."))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Why you take it over. It is recorded with your name."))

    def __init__(self, *args, license=None, country="", **kwargs):
        super().__init__(*args, **kwargs)
        self.license = license
        if license:
            for name in ("license_type", "first", "last"):
                del self.fields[name]
        else:
            self.fields["license_type"].choices = [("", _("Choose the title")), *titles(country)]

    def given(self) -> dict:
        """The values as the workflow takes them."""
        values = dict(self.cleaned_data)
        if self.license:
            day = self.license.expires_on
            return {**values, "license": self.license, "license_type_id": self.license.license_type, "first": day, "last": day}
        title = values.pop("license_type")
        return {**values, "license_type_id": title}


class WhyForm(Form):
    """Why an announcement does not count, or counts no longer."""

    why = forms.CharField(label=_("Reason"), max_length=300)
