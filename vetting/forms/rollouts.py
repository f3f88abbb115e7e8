"""When a rule of a draft reaches people in the network."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting import words
from vetting.models.rollout import Reach, Who


class RolloutForm(Form):
    """One rule, one class of person, when, and the last day to meet it where there is time for that."""

    criterion = forms.ChoiceField(label=_("Which rule"))
    who = forms.ChoiceField(label=_("For whom"), choices=Who.choices)
    reach = forms.ChoiceField(label=_("When it reaches them"), choices=Reach.choices)
    cure_until = DayField(label=_("Last day to meet it"), required=False, help_text=_("Only where there is time to meet it."))

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, auto_id="rollout_%s", **kwargs)  # beside other forms with a field of the same name
        self.fields["criterion"].choices = [(key, words.title(key)) for key in keys]

    def clean(self):
        """Time to meet a rule has a last day."""
        data = super().clean()
        if data.get("reach") == Reach.CURE and not data.get("cure_until") and "cure_until" not in self.errors:
            self.add_error("cure_until", _("Choose the last day to meet it."))
        return data
