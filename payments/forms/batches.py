"""Making a batch, releasing it, taking in what the bank sends, and an account to pay from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import AmountField, DayField, Form
from payments.models import Rail

LARGEST = 50 * 2**20


class NewBatchForm(Form):
    """Who is paid and on which day; everybody, unless somebody is left out."""

    pays_on = DayField(label=_("Day of payment"), help_text=_("The bank pays on this day."))
    payees = forms.MultipleChoiceField(label=_("Payees"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, shares, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payees"].choices = [(share.key, f"{share.name} · {share.amount}") for share in shares]
        self.fields["payees"].initial = [share.key for share in shares]

    def given(self) -> dict:
        """The values as the workflow takes them."""
        return {"pays_on": self.cleaned_data["pays_on"], "payees": [int(key) for key in self.cleaned_data["payees"]]}


class TotalForm(Form):
    """The total, typed again by who releases."""

    total = AmountField(label=_("Type the total to release it"), help_text=_("Compare it with your own list, not with this page."))


class BatchReasonForm(Form):
    """Why a batch is sent back or canceled, or a line taken out."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AnswerForm(Form):
    """A file of the bank."""

    file = forms.FileField(
        label=_("File of the bank"), help_text=_("A report (pain.002), a statement (camt.053) or American returns, up to 50 MB."),
    )

    def clean_file(self) -> bytes:
        """Its bytes. What is larger than any bank's file is not read."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 50 MB."))
        return sent.read()


class PayingParticularsForm(Form):
    """What of an account to pay from may change. American ones need all of it."""

    holder = forms.CharField(label=_("Name of the holder"), max_length=70)
    bank = forms.CharField(label=_("Name of the bank"), max_length=23, required=False, help_text=_("American accounts only, as all below."))
    company_id = forms.CharField(label=_("Number the bank gave for the company"), max_length=10, required=False)
    destination = forms.CharField(label=_("Routing number of the bank that gets the file"), max_length=20, required=False)
    origin = forms.CharField(label=_("Number the bank gave for the sender of files"), max_length=10, required=False)
    balanced = forms.BooleanField(label=_("The bank wants each batch balanced by a debit"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    @classmethod
    def filled(cls, row) -> dict:
        """What the form shows of an account."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "reason"}

    def clean_destination(self) -> str:
        """Without spaces."""
        return "".join(self.cleaned_data["destination"].split())


class PayingAccountForm(PayingParticularsForm):
    """An account to pay from, as the bank gave its numbers."""

    rail = forms.ChoiceField(label=_("Kind of transfer"), choices=Rail)
    number = forms.CharField(label=_("IBAN or account number"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    code = forms.CharField(label=_("BIC or routing number"), max_length=20, required=False)
    field_order = ("rail", "holder", "number", "code")
