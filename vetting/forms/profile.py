"""What a therapist fills in about herself. One form per page."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.models import CredentialKind
from licensure.npi import is_valid
from licensure.packs import packs
from network.forms_base import AmountField, DayField, Form
from network.models import PractitionerName

PROFESSIONS = [
    ("psychologist", _("Psychologist")), ("counselor", _("Counselor")), ("social_worker", _("Social worker")),
    ("marriage_family_therapist", _("Marriage and family therapist")), ("psychotherapist", _("Psychotherapist")),
    ("psychiatrist", _("Psychiatrist")), ("nurse_specialist", _("Nurse specialist")),
    ("remedial_educationalist", _("Remedial educationalist")), ("addiction_counselor", _("Addiction counselor")),
    ("lawyer", _("Lawyer")), ("financial_adviser", _("Financial adviser")),
]
CURRENCIES = [("USD", "USD"), ("EUR", "EUR"), ("GBP", "GBP"), ("CAD", "CAD"), ("AUD", "AUD")]


class ProfileForm(Form):
    """Name, birth date, profession, NPI."""

    given_name = forms.CharField(label=_("Given name"), max_length=100)
    prefix = forms.CharField(label=_("Prefix"), max_length=30, required=False, help_text=_("As in “van der”."))
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    date_of_birth = DayField(label=_("Date of birth"))
    profession = forms.ChoiceField(label=_("Profession"), choices=PROFESSIONS)
    npi = forms.CharField(label=_("NPI"), max_length=10, required=False, help_text=_("10 digits; only for the United States."))
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)

    PERSON = ("given_name", "prefix", "family_name", "date_of_birth")

    def clean_npi(self):
        """Ten digits whose check digit fits (Luhn over 80840 and the number)."""
        number = self.cleaned_data["npi"].strip()
        if number and not is_valid(number):
            raise forms.ValidationError(_("This NPI does not exist: its digits do not fit together. Check it against your NPPES record."))
        return number

    def clean_date_of_birth(self):
        """A day in the past."""
        day = self.cleaned_data["date_of_birth"]
        if day.year < 1900 or day >= date(2020, 1, 1):
            raise forms.ValidationError(_("Check the year."))
        return day

    def parts(self) -> tuple[dict, dict]:
        """What belongs to the person, and what to the practitioner."""
        data = self.cleaned_data
        return {name: data[name] for name in self.PERSON}, {name: data[name] for name in ("profession", "npi", "phone")}


class NameForm(Form):
    """A name she has or had."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PractitionerName.Kind.choices)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    prefix = forms.CharField(label=_("Prefix"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    until_year = forms.IntegerField(label=_("Used until (year)"), required=False, min_value=1930, max_value=2100)


class LicenseForm(Form):
    """A license or registration as it stands on her certificate."""

    license_type = forms.ChoiceField(label=_("License or registration"))
    number = forms.CharField(label=_("Number"), max_length=60)
    issued_on = DayField(label=_("First issued on"), required=False)
    expires_on = DayField(label=_("Expires on"), required=False, help_text=_("The date on the license; it counts through the end of that day. Empty when it does not expire."))
    file = forms.FileField(label=_("Copy of the license"), required=False, help_text=_("PDF, JPG or PNG, up to 20 MB."))

    def __init__(self, *args, places=None, **kwargs):
        super().__init__(*args, **kwargs)
        found = packs()
        groups = []
        for code, place in sorted(found.places.items(), key=lambda pair: pair[1].name):
            types = [(kind.key, f"{kind.title} ({kind.abbreviation})" if kind.abbreviation else kind.title) for kind in found.types.values() if kind.jurisdiction == code]
            if types:
                groups.append((place.name, types))
        self.fields["license_type"].choices = [("", _("Choose a title")), *groups]

    def clean(self):
        """Days in order."""
        data = super().clean()
        if data.get("issued_on") and data.get("expires_on") and data["expires_on"] < data["issued_on"]:
            self.add_error("expires_on", _("This lies before the day it was issued."))
        return data

    def warning(self) -> str:
        """What looks unusual about the number; it warns and never blocks."""
        kind = packs().types[self.cleaned_data["license_type"]]
        if kind.looks_unusual(self.cleaned_data["number"]):
            return str(_("This number does not look like the ones this board usually gives. Check it; it is saved as you typed it."))
        return ""


class PositionForm(Form):
    """A stretch of work, or why there was none."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=[("work", _("Work")), ("gap", _("A time without work"))], widget=forms.RadioSelect, initial="work")
    role = forms.CharField(label=_("Role"), max_length=200, required=False)
    employer = forms.CharField(label=_("Where"), max_length=200, required=False)
    eap = forms.BooleanField(label=_("This was EAP work"), required=False)
    first_month = DayField(label=_("From"), help_text=_("Any day of the month will do."))
    last_month = DayField(label=_("Until"), required=False, help_text=_("Empty when it goes on."))
    explanation = forms.CharField(label=_("What you did in this time"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def clean(self):
        """Months in order; work has a place, a gap its reason."""
        data = super().clean()
        for name in ("first_month", "last_month"):
            if data.get(name):
                data[name] = data[name].replace(day=1)
        if data.get("first_month") and data.get("last_month") and data["last_month"] < data["first_month"]:
            self.add_error("last_month", _("This lies before the first month."))
        if data.get("kind") == "gap" and not data.get("explanation"):
            self.add_error("explanation", _("Say in a few words what you did in this time."))
        if data.get("kind") == "work" and not data.get("employer"):
            self.add_error("employer", _("Say where you worked; your own practice counts too."))
        return data


class CredentialForm(Form):
    """Base of the forms for one kind of evidence; each adds what it asks."""

    kind = ""
    file = forms.FileField(label=_("Copy"), required=False, help_text=_("PDF, JPG or PNG, up to 20 MB."))

    def clean(self):
        """Days in order."""
        data = super().clean()
        if data.get("covers_from") and data.get("covers_through") and data["covers_through"] < data["covers_from"]:
            self.add_error("covers_through", _("This lies before the first covered day."))
        return data

    def fields_of(self) -> dict:
        """What the workflow takes, without the uploaded file."""
        return {"kind": self.kind, **{name: value for name, value in self.cleaned_data.items() if name != "file" and value not in (None, "")}}


class InsuranceForm(CredentialForm):
    """A liability policy."""

    kind = CredentialKind.INSURANCE
    issuer = forms.CharField(label=_("Insurer"), max_length=200)
    number = forms.CharField(label=_("Policy number"), max_length=80)
    named_person = forms.CharField(label=_("Name on the certificate"), max_length=200)
    per_claim = AmountField(label=_("Per claim"))
    aggregate = AmountField(label=_("Per year"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    covers_from = DayField(label=_("First covered day"))
    covers_through = DayField(label=_("Last covered day"), help_text=_("A policy that ends on 1 July at 12:01 a.m. covers through 30 June."))
    field_order = ["issuer", "number", "named_person", "per_claim", "aggregate", "currency", "covers_from", "covers_through", "file"]


class DegreeForm(CredentialForm):
    """A degree."""

    kind = CredentialKind.DEGREE
    code = forms.ChoiceField(label=_("Level"), choices=[("bachelor", _("Bachelor")), ("master", _("Master")), ("doctorate", _("Doctorate"))])
    title = forms.CharField(label=_("Degree"), max_length=200)
    issuer = forms.CharField(label=_("School"), max_length=200)
    issued_on = DayField(label=_("Conferred on"))
    field_order = ["code", "title", "issuer", "issued_on", "file"]


class TrainingForm(CredentialForm):
    """A course or certificate."""

    kind = CredentialKind.TRAINING
    code = forms.ChoiceField(label=_("Kind"), choices=[("eap_101", _("EAP course")), ("ceap", "CEAP"), ("cism", "CISM"), ("sap", "DOT SAP"), ("emdr", "EMDR"), ("other", _("Other"))])
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DayField(label=_("Completed on"))
    covers_through = DayField(label=_("Valid through"), required=False, help_text=_("Empty when it does not expire."))
    field_order = ["code", "title", "issuer", "issued_on", "covers_through", "file"]


class ReferenceForm(CredentialForm):
    """Somebody who can speak for her work; the answer comes to the organization."""

    kind = CredentialKind.REFERENCE
    title = forms.CharField(label=_("Name"), max_length=200)
    code = forms.ChoiceField(label=_("How you know each other"), choices=[("peer", _("Colleague")), ("supervisor", _("Supervisor")), ("employee", _("Works for me")), ("partner", _("Partner")), ("relative", _("Family"))])
    issuer = forms.CharField(label=_("E-mail or phone"), max_length=200)
    issued_on = DayField(label=_("Date of the letter"), required=False)
    field_order = ["title", "code", "issuer", "issued_on", "file"]


class RegisterForm(CredentialForm):
    """A voluntary register; not a license."""

    kind = CredentialKind.REGISTER
    code = forms.ChoiceField(label=_("Register"))
    number = forms.CharField(label=_("Number"), max_length=80)
    issued_on = DayField(label=_("Registered since"), required=False)
    covers_through = DayField(label=_("Valid through"), required=False)
    field_order = ["code", "number", "issued_on", "covers_through", "file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        registers = packs().registers.values()
        self.fields["code"].choices = [(row.key, f"{row.name} ({row.jurisdiction})") for row in registers if row.kind == "voluntary"]


KINDS = {"insurance": InsuranceForm, "education": DegreeForm, "training": TrainingForm, "references": ReferenceForm, "registers": RegisterForm}
