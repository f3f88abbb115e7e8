"""Stating that one moved home from one state to another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.policy import known
from network.forms_base import DayField, Form
from network.models import Jurisdiction
from vetting.words_values import place_label


class MoveForm(Form):
    """The state one left, the state one moved to, and the first day there."""

    left = forms.ChoiceField(label=_("You moved from"))
    reached = forms.ChoiceField(label=_("You moved to"))
    moved_on = DayField(label=_("First day in your new home"), help_text=_("It may lie ahead."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = known()
        countries = {kind.jurisdiction for kind in found.types.values() if kind.compact}  # only there a license moves along
        places = sorted((place_label(code), code) for code, place in found.places.items() if place.parent in countries)
        for name in ("left", "reached"):
            self.fields[name].choices = [("", "—"), *((code, label) for label, code in places)]

    def given(self) -> dict:
        """The values as the workflow takes them."""
        places = Jurisdiction.objects.in_bulk([self.cleaned_data["left"], self.cleaned_data["reached"]])
        both = {name: places[self.cleaned_data[name]] for name in ("left", "reached")}
        return {**both, "moved_on": self.cleaned_data["moved_on"]}
