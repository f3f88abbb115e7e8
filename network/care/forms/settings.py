"""Another value of a setting of care: what it asks follows the setting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.care.clocks import URGENCIES
from network.care.models.calls import Urgency
from network.care.parameters import SETTINGS
from network.care.words_settings import CHOICES, counted
from network.forms_base import DayField, Form, required_words


class HandlingForm(Form):
    """The value, its first day, and why. `value` is one field, or one for each urgency."""

    first = DayField(label=_("First day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, key, **kwargs):
        super().__init__(*args, **kwargs)
        self.setting = SETTINGS[key]
        fields = self._fields()
        for field in fields.values():
            field.error_messages["required"] = required_words(field)
        self.fields = {**fields, **self.fields}

    def _fields(self) -> dict[str, forms.Field]:
        setting = self.setting
        if setting.ways:
            return {"value": forms.ChoiceField(label=_("New value"), choices=[(way, CHOICES[way]) for way in setting.ways],
                                               widget=forms.RadioSelect)}
        if not setting.by_urgency:
            return {"value": self._number(_("New value"))}
        names = dict(Urgency.choices)
        return {f"value_{urgency}": self._number(names[urgency]) for urgency in URGENCIES}

    def _number(self, label) -> forms.IntegerField:
        unit, lowest, highest = self.setting.unit, self.setting.lowest, self.setting.highest
        words = _("From %(lowest)s to %(highest)s.") % {"lowest": counted(unit, lowest), "highest": counted(unit, highest)}
        return forms.IntegerField(
            label=label, min_value=lowest, max_value=highest, help_text=words, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
        )

    def refused_field(self, name: str) -> str:
        """What the workflow says of a value stands beside the first of several."""
        return f"value_{URGENCIES[0]}" if name == "value" and self.setting.by_urgency else name

    def given(self) -> dict:
        """The values as the workflow takes them."""
        data = self.cleaned_data
        value = {urgency: data[f"value_{urgency}"] for urgency in URGENCIES} if self.setting.by_urgency else data["value"]
        return {"value": value, "first": data["first"], "reason": data["reason"]}
