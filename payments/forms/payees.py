"""Payees and their accounts, for finance and for the therapist herself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Participation
from network.words_professions import PROFESSIONS
from payments.models import Holding, Payee, Purpose


class OwnPayeeForm(Form):
    """What a therapist says of herself as a payee."""

    name = forms.CharField(label=_("Legal name"), max_length=140, help_text=_("As tax authority and bank know you."))
    tax_class = forms.ChoiceField(label=_("Taxed as"), choices=Payee.TaxClass, initial=Payee.TaxClass.INDIVIDUAL)
    tax_id = forms.CharField(label=_("Tax number"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    no_tax_id = forms.BooleanField(label=_("Remove the tax number that is known"), required=False)
    reason = forms.CharField(
        label=_("Why it is removed"), max_length=300, required=False, help_text=_("Asked only where the tax number is removed.")
    )
    vat_number = forms.CharField(label=_("VAT number"), max_length=20, required=False)

    def __init__(self, *args, known="", **kwargs):
        super().__init__(*args, **kwargs)
        if known:
            self.fields["tax_id"].help_text = _("%(number)s is known. Empty: it stays.") % {"number": known}
        else:
            del self.fields["no_tax_id"], self.fields["reason"]

    def clean(self):
        """What is removed says why, and is not replaced at the same time."""
        given = super().clean()
        if given.get("no_tax_id") and not given.get("reason"):
            self.add_error("reason", _("Say why; it is recorded with your name."))
        if given.get("no_tax_id") and given.get("tax_id"):
            self.add_error("tax_id", _("Leave it empty, or keep the new number."))
        return given

    @classmethod
    def filled(cls, row) -> dict:
        """What the form shows of a payee: of its tax number nothing."""
        return {name: getattr(row, name) for name in cls.base_fields if name not in ("tax_id", "no_tax_id", "reason")}


class PayeeForm(OwnPayeeForm):
    """What finance keeps of a payee."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Payee.Kind)
    tax_form_on = DayField(label=_("Tax form came on"), required=False, help_text=_("Nothing is paid before it came."))


class NewPayeeForm(Form):
    """A new payee; the rest is kept on its page."""

    name = forms.CharField(label=_("Legal name"), max_length=140)
    kind = forms.ChoiceField(label=_("Kind"), choices=Payee.Kind)


class VatForm(Form):
    """Which VAT counts from a day on, and where that stands."""

    basis_points = forms.IntegerField(
        label=_("VAT in hundredths of a percent"), required=False, min_value=0, max_value=10000,
        help_text=_("Empty is exempt; 2100 is 21%. It follows the profession and what the service is for."),
    )
    purpose = forms.ChoiceField(label=_("What the service is for"), choices=[("", _("Anything")), *Purpose.choices], required=False)
    first = DayField(label=_("First day"))
    source = forms.CharField(label=_("Source of the VAT position"), max_length=200)
    as_of = DayField(label=_("As of"))


class GeneralVatForm(VatForm):
    """The same for every payee that has no position of its own."""

    profession = forms.ChoiceField(label=_("Profession"), choices=[("", _("Every profession")), *PROFESSIONS.items()], required=False)
    field_order = ("profession", "purpose", "basis_points", "first", "source", "as_of")


class LinkForm(Form):
    """From which day a therapist's sessions are paid to this payee."""

    therapist = forms.CharField(label=_("Therapist"), max_length=20, help_text=_("The reference, such as T-00042."))
    first = DayField(label=_("First day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization

    def clean_therapist(self) -> Participation:
        """Her participation in this organization."""
        rows = Participation.objects.within(self.organization).select_related("organization", "practitioner")
        row = rows.filter(practitioner__reference__iexact=self.cleaned_data["therapist"].strip()).first()
        if row is None:
            raise forms.ValidationError(_("Nobody in the network has this reference."))
        return row


class AccountForm(Form):
    """Another account; what it asks for follows the currency."""

    holder = forms.CharField(label=_("Name of the holder"), max_length=140)
    routing = forms.CharField(label=_("Routing number"), max_length=20, help_text=_("Nine digits, as on a check."))
    number = forms.CharField(label=_("Account number"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    holding = forms.ChoiceField(
        label=_("Kind of account"), choices=[("", _("Choose the kind")), *Holding.choices],
        help_text=_("A payment to the other kind comes back. A check draws on a checking account."),
    )

    def __init__(self, *args, currency, **kwargs):
        super().__init__(*args, **kwargs)
        if currency == "EUR":
            del self.fields["routing"], self.fields["holding"]
            self.fields["number"].label = _("IBAN")


class CallForm(Form):
    """The call that confirms an account."""

    called = forms.CharField(
        label=_("Number you called"), max_length=40, help_text=_("One you knew before the change, never one of its mail.")
    )
    note = forms.CharField(label=_("What was said"), max_length=300)


class RefuseForm(Form):
    """Why an account is refused."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
