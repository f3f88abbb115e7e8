"""What else a therapist shows: insurance, degrees, courses, references. One form per kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.models import CredentialKind
from network.formats import day
from network.forms_base import AmountField, DayField
from vetting.forms.evidence import CredentialForm
from vetting.forms.other_papers import ABROAD, written

CURRENCY_OF = {  # of the countries with a jurisdiction pack whose money has two decimals; Japan's has none
    "GB": "GBP", "CA": "CAD", "AU": "AUD", "CH": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "NZ": "NZD",
    "ZA": "ZAR", "IN": "INR", "SG": "SGD", "AE": "AED", "BR": "BRL", "MX": "MXN",
    **dict.fromkeys(("NL", "BE", "DE", "AT", "ES", "FI", "FR", "IE", "IT", "PT"), "EUR"),
}
CURRENCIES = [(code, code) for code in dict.fromkeys(("USD", "EUR", *CURRENCY_OF.values()))]
DEGREES = [("bachelor", _("Bachelor")), ("master", _("Master")), ("doctorate", _("Doctorate"))]
COURSES = [
    ("eap_101", _("EAP course")), ("ceap", "CEAP"), ("cism", "CISM"), ("sap", "DOT SAP"), ("emdr", "EMDR"), ("other", _("Other")),
]
STATEMENTS = [  # a closed period with its hours, not a course
    ("ce_hours", _("Hours of continuing education")), ("pdh_hours", _("Hours of professional development")),
    ("supervision_hours", _("Hours of supervision received")), ("clinical_hours", _("Hours of clinical work")),
]
ACCREDITORS = [
    ("", _("I do not know, or none")), ("cacrep", "CACREP"), ("cswe", "CSWE"), ("apa", "APA"), ("coamfte", "COAMFTE"), ("nvao", "NVAO"),
]
ALSO = [("cyber", _("Data breaches (cyber)")), ("general", _("General liability, such as an accident in your office"))]
RELATIONS = [
    ("peer", _("Colleague")), ("supervisor", _("Supervisor")), ("employee", _("Works for me")), ("partner", _("Partner")),
    ("relative", _("Family")),
]
NAMED = [("self", _("Me, by my own name")), ("group", _("My practice or employer, and me through it")), ("other", _("Somebody else"))]
TRIGGERS = [
    ("occurrence", _("What happened while it ran (occurrence)")),
    ("claims_made", _("What is claimed while it runs (claims made)")),
    ("claims_made_with_tail", _("Claims made, with cover afterwards (tail)")),
    ("", _("I do not know")),
]


class InsuranceForm(CredentialForm):
    """A liability policy."""

    kind = CredentialKind.INSURANCE
    DETAIL = ("named", "form", "also")
    issuer = forms.CharField(label=_("Insurer"), max_length=200)
    number = forms.CharField(label=_("Policy number"), max_length=80)
    named_person = forms.CharField(label=_("Name on the certificate"), max_length=200)
    named = forms.ChoiceField(label=_("Who is insured?"), choices=NAMED, widget=forms.RadioSelect, initial="self")
    form = forms.ChoiceField(label=_("What does it cover?"), choices=TRIGGERS, widget=forms.RadioSelect, required=False)
    also = forms.MultipleChoiceField(
        label=_("What else does it cover?"), choices=ALSO, required=False, widget=forms.CheckboxSelectMultiple
    )
    per_claim = AmountField(label=_("Amount per claim"))
    aggregate = AmountField(label=_("Amount per year"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    covers_from = DayField(label=_("First covered day"))
    covers_through = DayField(
        label=_("Last covered day"), help_text=_("A policy that ends on 1 July at 12:01 a.m. covers through 30 June.")
    )
    field_order = [
        "issuer", "number", "named_person", "named", "form", "also", "per_claim", "aggregate", "currency", "covers_from", "covers_through",
        "file",
    ]

    def __init__(self, *args, country="", **kwargs):
        super().__init__(*args, country=country, **kwargs)
        self.fields["currency"].initial = CURRENCY_OF.get(country, "USD")

    def warning(self) -> str:
        """A policy that has ended, or has not begun."""
        first, last = self.cleaned_data["covers_from"], self.cleaned_data["covers_through"]
        if last < self.on:
            return _("This policy ended on %(day)s. Add the one that runs now.") % {"day": day(last)}
        if first > self.on:
            return _("This policy begins on %(day)s. Add the one that runs until then, too.") % {"day": day(first)}
        return ""

    def clean(self):
        """The amount per year is not below the amount per claim."""
        data = super().clean()
        if data.get("per_claim") and data.get("aggregate") and data["aggregate"] < data["per_claim"]:
            self.add_error("aggregate", _("This is less than the amount per claim. Check both on the certificate."))
        return data


class DegreeForm(CredentialForm):
    """A degree."""

    kind = CredentialKind.DEGREE
    DETAIL = ("accredited_by", *ABROAD)
    code = forms.ChoiceField(label=_("Level"), choices=DEGREES)
    title = forms.CharField(label=_("Degree"), max_length=200)
    issuer = forms.CharField(label=_("School"), max_length=200)
    accredited_by = forms.ChoiceField(label=_("The program was accredited by"), choices=ACCREDITORS, required=False)
    issued_on = DayField(label=_("Conferred on"))
    field_order = ["code", "title", "issuer", "accredited_by", "issued_on", *ABROAD, "file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= written(place=_("In which country did you study?"), translation=_("Is a translation of the diploma with it?"))
        self.order_fields(self.field_order)

    def leave_out_abroad(self):
        """Nobody asks in which language the diploma is, or where it is from."""
        for name in ABROAD:
            del self.fields[name]


class TrainingForm(CredentialForm):
    """A course or certificate, or a statement of hours over a closed period."""

    kind = CredentialKind.TRAINING
    code = forms.ChoiceField(label=_("Kind"), choices=[(_("Courses and certificates"), COURSES), (_("Statements of hours"), STATEMENTS)])
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DayField(label=_("Completed on"), help_text=_("Of a statement of hours: the last day of its period."))
    covers_from = DayField(label=_("First day of the period"), required=False, help_text=_("Only of a statement of hours."))
    quantity = forms.IntegerField(
        label=_("Hours"), required=False, min_value=1, max_value=50_000, help_text=_("Only of a statement of hours."),
    )
    covers_through = DayField(label=_("Valid through"), required=False, help_text=_("Empty when it does not expire."))
    field_order = ["code", "title", "issuer", "issued_on", "covers_through", "covers_from", "quantity", "file"]
    ORDER = (
        ("issued_on", "covers_through", _("This lies before the day it was completed.")),
        ("covers_from", "issued_on", _("This lies before the first day of the period.")),
    )

    def clean(self):
        """A statement of hours says how many, and of which period."""
        data = super().clean()
        if data.get("code") in dict(STATEMENTS):
            for name in ("covers_from", "quantity"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A statement of hours says this."))
        return data


class ReferenceForm(CredentialForm):
    """Somebody who can speak for her work; the answer comes to the organization."""

    kind = CredentialKind.REFERENCE
    title = forms.CharField(label=_("Name"), max_length=200)
    code = forms.ChoiceField(label=_("How you know each other"), choices=RELATIONS)
    issuer = forms.CharField(label=_("E-mail or phone"), max_length=200)
    issued_on = DayField(label=_("Date of the letter"), required=False, help_text=_("Only when you have a letter of reference."))
    field_order = ["title", "code", "issuer", "issued_on", "file"]
