"""Closing a period, the numbers of the bookkeeping, and what is done with a recovery."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from payments.models import Account


class CloseForm(Form):
    """Why a period is closed now."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is recorded with your name. A closed period stays closed."))


class MappingForm(Form):
    """One number per account."""

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        for account in Account:
            self.fields[account.value] = forms.CharField(
                label=account.label, max_length=20, required=False, initial=codes.get(account.value, "")
            )


class RepaidForm(Form):
    """What came onto the organization's account."""

    amount = forms.DecimalField(
        label=_("Amount"), min_value=0, max_digits=10, decimal_places=2, help_text=_("What came for this recovery.")
    )

    @property
    def minor(self) -> int:
        """In whole minor units."""
        return int(self.cleaned_data["amount"] * 100)
