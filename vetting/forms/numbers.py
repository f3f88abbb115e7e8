"""Over how many months the numbers are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.forms_base import Form

MONTHS = {"3": _("Three months"), "6": _("Six months"), "12": _("Twelve months"), "24": _("Two years")}
DEFAULT = "12"


class NumbersForm(Form):
    """Stays in the address; nonsense is a year."""

    months = forms.ChoiceField(label=pgettext_lazy("numbers", "Over"), choices=list(MONTHS.items()))

    @classmethod
    def chosen(cls, months: str) -> "NumbersForm":
        """The form with these months, or with the year it stands for when they are none of the choices."""
        return cls({"months": months if months in MONTHS else DEFAULT})

    def asked(self) -> int:
        """How many months."""
        return int(self.data["months"])
