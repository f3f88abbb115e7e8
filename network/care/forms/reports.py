"""Releasing a year to an employer, and who reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form

NUMBER = {"inputmode": "numeric"}


class ReleaseForm(Form):
    """Which year, and how many people may call."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2999, widget=forms.NumberInput(attrs=NUMBER))
    eligible = forms.IntegerField(
        label=_("People who may call"), min_value=1, max_value=10_000_000, widget=forms.NumberInput(attrs=NUMBER),
        help_text=_("Employees under contract in that year, as the employer says."),
    )


class ContactForm(Form):
    """An account whose only role is employer contact."""

    who = forms.ChoiceField(label=_("Account"))

    def __init__(self, *args, members=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.fields["who"].choices = [("", _("Choose")), *((key, member.person.full_name) for key, member in self.members.items())]

    def member(self):
        """The account that was chosen."""
        return self.members[self.cleaned_data["who"]]
