"""The demo's front door: whom to be, and which day it is."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.demo_days import FURTHEST, days_to
from network.forms_base import DayField, Form


class DemoClockForm(Form):
    """How far to move on: a day, a week, or to a date."""

    STEPS = {"day": 1, "week": 7}
    needed = frozenset({"to"})  # unless a step is pressed

    by = forms.ChoiceField(choices=[("day", _("One day on")), ("week", _("One week on"))], required=False)
    to = DayField(label=pgettext_lazy("demo clock", "Or to this day"), required=False)

    def clean(self):
        """Leaves the days to live through in `days`, the nearest first. Refuses a day that is not ahead or too far."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not cleaned.get("by") and not cleaned.get("to"):
            self.add_error("to", ValidationError(_("Enter a date: day, month and year."), code="required"))
            return cleaned
        if step := self.STEPS.get(cleaned.get("by") or ""):
            cleaned["days"] = self.ahead[:step]
        else:
            cleaned["days"] = days_to(cleaned["to"])
            self._check(cleaned["days"])
        return cleaned

    def __init__(self, *args, ahead, **kwargs):
        """`ahead` are the next days, at least a week of them."""
        super().__init__(*args, **kwargs)
        self.ahead = ahead

    def _check(self, days):
        if not days:
            self.add_error("to", ValidationError(_("The day only moves forward. Choose a later one."), code="behind"))
        elif len(days) > FURTHEST:
            words = _("At most %(count)s days in one go. Choose a nearer day.") % {"count": FURTHEST}
            self.add_error("to", ValidationError(words, code="far"))
