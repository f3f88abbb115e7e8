"""What a therapist shows: licenses, insurance, degrees, courses, references, registers. One form per kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.catalog import Renewal
from licensure.models import CredentialKind
from licensure.packs import packs
from network.formats import day
from network.forms_base import AmountField, DayField, Form

CURRENCIES = [("USD", "USD"), ("EUR", "EUR"), ("GBP", "GBP"), ("CAD", "CAD"), ("AUD", "AUD")]
CURRENCY_OF = {"NL": "EUR", "BE": "EUR", "DE": "EUR", "GB": "GBP", "CA": "CAD", "AU": "AUD"}
NO_EXPIRY = {Renewal.LIFELONG, Renewal.ONCE, Renewal.WITH_HOME}
DEGREES = [("bachelor", _("Bachelor")), ("master", _("Master")), ("doctorate", _("Doctorate"))]
COURSES = [
    ("eap_101", _("EAP course")), ("ceap", "CEAP"), ("cism", "CISM"), ("sap", "DOT SAP"), ("emdr", "EMDR"), ("other", _("Other")),
]
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


class EvidenceFile(forms.FileField):
    """A copy of a paper. What is in it is judged by `network.inspection`, which says what to do about a bad one."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Take a photo or choose a file: PDF, JPG or PNG, up to 20 MB."))
        super().__init__(allow_empty_file=True, **kwargs)


class EvidenceForm(Form):
    """Base of the forms for one piece of evidence. `DETAIL` names the answers that are kept as details."""

    file = EvidenceFile(label=_("Copy"))
    DETAIL: tuple[str, ...] = ()
    PASSED = ("issued_on",)

    def __init__(self, *args, on, country="", **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self):
        """Days in order, and passed where only a passed day makes sense. `on` is today."""
        data = super().clean()
        for name in self.PASSED:
            if data.get(name) and data[name] > self.on:
                self.add_error(name, _("This day has not come yet. Check the year."))
        for first, last, words in self.ORDER:
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, words)
        return data

    ORDER = (("covers_from", "covers_through", _("This lies before the first covered day.")),)

    @property
    def upload(self):
        """The chosen file, or None."""
        return self.cleaned_data.get("file")

    def values(self) -> dict:
        """What the workflow writes, without the file."""
        data = self.cleaned_data
        plain = {name: data[name] for name in self.fields if name not in ("file", *self.DETAIL)}
        return {**plain, **({"detail": {name: data[name] for name in self.DETAIL if data[name]}} if self.DETAIL else {})}

    def warning(self) -> str:
        """What looks unusual; it warns and never blocks."""
        return ""


class LicenseForm(EvidenceForm):
    """A license or registration as it stands on her certificate."""

    license_type = forms.ChoiceField(label=_("License or registration"))
    number = forms.CharField(label=_("Number"), max_length=60)
    issued_on = DayField(label=_("First issued on"), required=False)
    expires_on = DayField(
        label=_("Expires on"), required=False,
        help_text=_("The date on the license; it counts through the end of that day. Empty when it does not expire."),
    )
    field_order = ["license_type", "number", "issued_on", "expires_on", "file"]
    ORDER = (("issued_on", "expires_on", _("This lies before the day it was issued.")),)

    def __init__(self, *args, country="", **kwargs):
        super().__init__(*args, country=country, **kwargs)
        self.fields["license_type"].choices = [("", _("Choose a title")), *titles(country)]

    def values(self) -> dict:
        """With the place the title belongs to."""
        given = super().values()
        return {**given, "jurisdiction_id": packs().types[given["license_type"]].jurisdiction}

    def warning(self) -> str:
        """An unusual number, or a missing expiry."""
        kind = packs().types[self.cleaned_data["license_type"]]
        if kind.looks_unusual(self.cleaned_data["number"]):
            return str(_("This number does not look like the ones this board usually gives. Check it; it is saved as you typed it."))
        if self.cleaned_data["expires_on"] and self.cleaned_data["expires_on"] < self.on:
            return str(_("This license has expired. Add its renewal as soon as you have it."))
        if not self.cleaned_data["expires_on"] and kind.renewal not in NO_EXPIRY:
            return str(_("This license usually expires. Add the date when your certificate shows one."))
        return ""


def titles(country: str = "") -> list:
    """Titles by place, the places of `country` first, as choices of a select."""
    found = packs()
    groups = []
    for code, place in sorted(found.places.items(), key=lambda pair: (pair[0][:2] != country, pair[1].name)):
        named = [
            (kind.key, f"{kind.title} ({kind.abbreviation})" if kind.abbreviation else kind.title)
            for kind in found.types.values() if kind.jurisdiction == code
        ]
        groups += [(place.name, named)] if named else []
    return groups


class CredentialForm(EvidenceForm):
    """Base of the forms for what is not a license."""

    kind = ""

    def values(self) -> dict:
        """With its kind; an empty answer is no answer."""
        return {"kind": self.kind, **{name: value for name, value in super().values().items() if value not in (None, "")}}


class InsuranceForm(CredentialForm):
    """A liability policy."""

    kind = CredentialKind.INSURANCE
    DETAIL = ("named", "form")
    issuer = forms.CharField(label=_("Insurer"), max_length=200)
    number = forms.CharField(label=_("Policy number"), max_length=80)
    named_person = forms.CharField(label=_("Name on the certificate"), max_length=200)
    named = forms.ChoiceField(label=_("Who is insured?"), choices=NAMED, widget=forms.RadioSelect, initial="self")
    form = forms.ChoiceField(label=_("What does it cover?"), choices=TRIGGERS, widget=forms.RadioSelect, required=False)
    per_claim = AmountField(label=_("Amount per claim"))
    aggregate = AmountField(label=_("Amount per year"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    covers_from = DayField(label=_("First covered day"))
    covers_through = DayField(
        label=_("Last covered day"), help_text=_("A policy that ends on 1 July at 12:01 a.m. covers through 30 June.")
    )
    field_order = [
        "issuer", "number", "named_person", "named", "form", "per_claim", "aggregate", "currency", "covers_from", "covers_through",
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
    code = forms.ChoiceField(label=_("Level"), choices=DEGREES)
    title = forms.CharField(label=_("Degree"), max_length=200)
    issuer = forms.CharField(label=_("School"), max_length=200)
    issued_on = DayField(label=_("Conferred on"))
    field_order = ["code", "title", "issuer", "issued_on", "file"]


class TrainingForm(CredentialForm):
    """A course or certificate."""

    kind = CredentialKind.TRAINING
    code = forms.ChoiceField(label=_("Kind"), choices=COURSES)
    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DayField(label=_("Completed on"))
    covers_through = DayField(label=_("Valid through"), required=False, help_text=_("Empty when it does not expire."))
    field_order = ["code", "title", "issuer", "issued_on", "covers_through", "file"]
    ORDER = (("issued_on", "covers_through", _("This lies before the day it was completed.")),)


class ReferenceForm(CredentialForm):
    """Somebody who can speak for her work; the answer comes to the organization."""

    kind = CredentialKind.REFERENCE
    title = forms.CharField(label=_("Name"), max_length=200)
    code = forms.ChoiceField(label=_("How you know each other"), choices=RELATIONS)
    issuer = forms.CharField(label=_("E-mail or phone"), max_length=200)
    issued_on = DayField(label=_("Date of the letter"), required=False, help_text=_("Only when you have a letter of reference."))
    field_order = ["title", "code", "issuer", "issued_on", "file"]


class RegisterForm(CredentialForm):
    """A voluntary register; not a license."""

    kind = CredentialKind.REGISTER
    code = forms.ChoiceField(label=_("Register"))
    number = forms.CharField(label=_("Number"), max_length=80)
    issued_on = DayField(label=_("Registered since"), required=False)
    covers_through = DayField(label=_("Valid through"), required=False)
    field_order = ["code", "number", "issued_on", "covers_through", "file"]
    ORDER = (("issued_on", "covers_through", _("This lies before the day you were registered.")),)

    def __init__(self, *args, country="", **kwargs):
        super().__init__(*args, country=country, **kwargs)
        self.fields["code"].choices = [("", _("Choose a register")), *registers(country)]

    def values(self) -> dict:
        """With the register's name and place."""
        given = super().values()
        register = packs().registers[given["code"]]
        return {**given, "title": register.name[:200], "detail": {"jurisdiction": register.jurisdiction}}


def registers(country: str = "") -> list:
    """The voluntary registers, those of `country` first, as choices of a select."""
    rows = [row for row in packs().registers.values() if row.kind == "voluntary"]
    rows.sort(key=lambda row: (row.jurisdiction[:2] != country, row.name))
    return [(row.key, f"{row.name} ({row.jurisdiction})") for row in rows]
