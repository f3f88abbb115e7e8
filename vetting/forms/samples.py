"""Drawing a sample: what for, from which days, how many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting.models import SampleMethod

MOST = 500


class SampleForm(Form):
    """What to draw. An empty seed throws a new one; a seed of before draws the same again."""

    purpose = forms.CharField(
        label=_("What for"), max_length=200, help_text=_("As it shall stand on the worksheet, such as “NCQA survey 2027”.")
    )
    first = DayField(label=_("Decided from"))
    last = DayField(label=_("Decided through"))
    method = forms.ChoiceField(label=_("How many"), choices=SampleMethod.choices, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=1, max_value=MOST, help_text=_("Only where the number is your own.")
    )
    seed = forms.RegexField(
        r"^[0-9A-Za-z]{1,32}$", label=_("Seed"), required=False, help_text=_("Leave it empty, or give the one a surveyor gave you."),
        error_messages={"invalid": _("A seed is up to 32 letters and digits.")},
    )

    def clean(self):
        """Days in order; a number where one is asked, and nowhere else."""
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("This lies before the first day."))
        if data.get("method") == SampleMethod.NUMBER and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("Say how many files to draw."))
        if data.get("method") != SampleMethod.NUMBER:
            data["number"] = None
        return data
