"""A name to look for on the exclusion lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.names import normalize
from licensure.npi import is_valid
from licensure.screening import Name, Person
from network.forms_base import DayField, Form


class FirmForm(Form):
    """The name of a firm or another body."""

    firm = forms.CharField(
        label=_("Name of the company"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Legal forms such as LLC, and small words, do not count."),
    )


class NameForm(Form):
    """A person as far as she is known. Without a day of birth or an NPI what is found is never more than possible."""

    given_name = forms.CharField(label=_("Given name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("With what stands before it, as in “van der Berg”."),
    )
    date_of_birth = DayField(label=_("Date of birth"), required=False)
    npi = forms.CharField(
        label=_("NPI"), max_length=10, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )

    def clean_family_name(self):
        """A name without a letter can be compared with no row, so nobody found would say nothing."""
        name = self.cleaned_data["family_name"]
        if not normalize(name):
            raise forms.ValidationError(_("There is no letter in this name that a list could be searched by."))
        return name

    def clean_npi(self):
        """Ten digits whose check digit fits."""
        number = self.cleaned_data["npi"].strip()
        if number and not is_valid(number):
            raise forms.ValidationError(_("This NPI does not exist: its digits do not fit together."))
        return number

    def person(self) -> Person:
        """Who is looked for."""
        said = self.cleaned_data
        return Person((Name(said["given_name"], said["family_name"]),), said["date_of_birth"], said["npi"])
