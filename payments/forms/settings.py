"""Another value of a setting about money: what it asks follows the setting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import AmountField, DayField, Form
from payments.parameters import LIMIT, setting_of
from payments.words_settings import CHOICES, said


class SettingForm(Form):
    """The value, its first day, and why."""

    first = DayField(label=_("First day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, key, currency, **kwargs):
        super().__init__(*args, **kwargs)
        field = self._value(key, currency)
        field.error_messages["required"] = _("Fill this in.")
        self.fields = {"value": field, **self.fields}

    def _value(self, key, currency):
        setting = setting_of(key)
        if key in CHOICES:
            return forms.TypedChoiceField(label=_("New value"), choices=CHOICES[key], coerce=int, widget=forms.RadioSelect)
        if setting.unit == "amount":
            words = _("Empty: as the organization says.") if key.startswith(LIMIT) else _("0: any amount.")
            label = _("New value (%(currency)s)") % {"currency": currency}
            return AmountField(label=label, required=not key.startswith(LIMIT), help_text=words)
        bounds = _("From %(lowest)s to %(highest)s.") % {
            "lowest": said(key, setting.lowest, currency), "highest": said(key, setting.highest, currency),
        }
        return forms.IntegerField(label=_("New value"), help_text=bounds)


class RefuseChangeForm(Form):
    """Why it stays as it was."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
