"""Over how many months the numbers are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.forms_base import Form

MONTHS = {"3": _("Three months"), "6": _("Six months"), "12": _("Twelve months"), "24": _("Two years")}
DEFAULT = 12


class NumbersForm(Form):
    """Stays in the address; nonsense is a year."""

    months = forms.ChoiceField(label=pgettext_lazy("numbers", "Over"), choices=list(MONTHS.items()), required=False)

    def asked(self) -> int:
        """How many months."""
        return int(self.cleaned_data.get("months") or DEFAULT) if self.is_valid() else DEFAULT
