"""How vetting is governed by a draft, as one form."""

from django import forms

from network.forms_base import Form
from vetting import words_governance
from vetting.governance import SETTINGS, in_full


class GovernanceForm(Form):
    """Every setting of `vetting.governance`."""

    def __init__(self, *args, given, **kwargs):
        super().__init__(*args, **kwargs)
        now = in_full(given)
        for setting in SETTINGS:
            told = {"label": words_governance.label(setting.key), "help_text": words_governance.HELP[setting.key]}
            if setting.switch:
                self.fields[setting.key] = forms.BooleanField(required=False, **told)
            elif setting.choices:
                choices = [(code, words_governance.setting(code)) for code in setting.choices]
                self.fields[setting.key] = forms.ChoiceField(choices=choices, **told)
            else:
                self.fields[setting.key] = forms.IntegerField(min_value=setting.minimum, max_value=setting.maximum, **told)
            self.initial[setting.key] = now[setting.key]
