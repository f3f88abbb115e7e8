"""The days an organization gives, as one form: a number each, a ladder as numbers with commas between."""

from django import forms

from network.forms_base import Form
from vetting import words_clocks
from vetting.clocks import CLOCKS, in_full


class ClocksForm(Form):
    """Every number of days of a draft."""

    def __init__(self, *args, given, country="", **kwargs):
        super().__init__(*args, **kwargs)
        now = in_full(given, country)
        for clock in CLOCKS:
            told = {"label": words_clocks.label(clock.key), "help_text": words_clocks.HELP[clock.key]}
            if clock.ladder:
                self.fields[clock.key] = forms.RegexField(
                    r"^\s*\d{1,4}(\s*,\s*\d{1,4})*\s*$", max_length=60, error_messages={"invalid": words_clocks.PROBLEMS["wrong_type"]},
                    **told,
                )
                self.initial[clock.key] = ", ".join(map(str, now[clock.key]))
            else:
                self.fields[clock.key] = forms.IntegerField(min_value=clock.minimum, max_value=clock.maximum, **told)
                self.initial[clock.key] = now[clock.key]

    def clocks(self) -> dict:
        """The days as the workflow takes them."""
        return {
            clock.key: [int(part) for part in self.cleaned_data[clock.key].split(",")] if clock.ladder else self.cleaned_data[clock.key]
            for clock in CLOCKS
        }
