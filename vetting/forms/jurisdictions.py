"""Filtering what is known of jurisdictions, correcting a field of it, and entering what a board announced."""

import json
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.catalog import Fact
from licensure.models import Confidence
from licensure.words_coverage import CHOICES
from network.forms_base import DayField, Form
from vetting.words_places import place_choices

FLAGS, NUMBERS = {"issuing", "statutory"}, {"renewal_months", "reverify_months"}
EXPRESSION = _(
    "any(…), all(…), supervised(what is held, by what the supervisor holds), a title’s key, or voluntary. "
    "For example: any(US-AR:lpc, supervised(US-AR:lac, by US-AR:lpc))"
)
DAYS = {"valid_from", "valid_to", "enacted_on", "operational_on"}


class PlaceFilter(Form):
    """Which state or country; what is filtered stays in the address."""

    state = forms.ChoiceField(label=_("State or country"), required=False)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("Any")), *place_choices(places)]

    def state_asked(self) -> str:
        """The place in force; a nonsense value filters nothing."""
        return self.cleaned_data.get("state", "") if self.is_valid() else ""


class CorrectionForm(Form):
    """One field with what it rests on. `value` is of the sort that the field asks."""

    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("The address of the page, or the law and its section."))
    note = forms.CharField(label=_("Words that were read"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    checked_on = DayField(label=_("Checked on"))
    confidence = forms.ChoiceField(label=_("How sure"), choices=Confidence.choices)
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Why the row is wrong. It is recorded with your name."))
    field_order = ["value", "source", "note", "checked_on", "confidence", "reason"]

    def __init__(self, *args, kind, field, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sort = field
        self.fields["value"] = self._value(kind, field, now)
        self.order_fields(self.field_order)

    @staticmethod
    def _value(kind, field, now):
        label = _("Value")
        choices = CHOICES.get((kind, field)) or CHOICES.get(field)
        if field in FLAGS:
            return forms.ChoiceField(label=label, choices=[("yes", _("yes")), ("no", _("no"))], initial="yes" if now else "no")
        if choices:
            return forms.ChoiceField(label=label, choices=choices, initial=now)
        if field in NUMBERS:
            return forms.IntegerField(label=label, required=False, min_value=1, max_value=600, initial=now)
        if field in DAYS:
            return DayField(label=label, required=False, initial=date.fromisoformat(now) if now else None)
        text = " ".join(now) if isinstance(now, list) else now
        told = EXPRESSION if field == "expression" else ""
        return forms.CharField(label=label, required=False, initial=text, help_text=told, widget=forms.Textarea(attrs={"rows": 2}))

    def value(self):
        """The plain value, as a correction keeps it."""
        given = self.cleaned_data["value"]
        if self.sort in FLAGS:
            return given == "yes"
        if self.sort == "channels":
            return given.split()
        return json.loads(json.dumps(given, default=str))

    def fact(self) -> Fact:
        """What the value rests on."""
        given = self.cleaned_data
        return Fact(given["checked_on"], given["source"], given["confidence"], given["note"])


class SettleConflictForm(Form):
    """Keep the correction or let the pack count; both with a reason."""

    why = forms.CharField(label=_("Reason"), max_length=300)
