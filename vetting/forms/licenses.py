"""What she is registered for: licenses of a board, and voluntary registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.catalog import SUPERVISED_LEVELS, Level, Renewal
from licensure.models import CredentialKind
from licensure.policy import known
from network.forms_base import DayField, Form
from vetting.forms.evidence import CredentialForm, EvidenceForm
from vetting.words_places import place_choices, place_in_full
from vetting.words_values import place_label

UNUSUAL = _("This number does not look like the ones this board usually gives. Check it; it is saved as you typed it.")
NO_EXPIRY = {Renewal.LIFELONG, Renewal.ONCE, Renewal.WITH_HOME}


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
        self.country = country
        self.narrow("")

    def narrow(self, place: str) -> None:
        """Offer the titles of one place and of the country around it; of every place where none is named."""
        self.fields["license_type"].choices = [("", _("Choose a title")), *titles(self.country, within=place)]

    def values(self) -> dict:
        """With the place the title belongs to."""
        given = super().values()
        return {**given, "jurisdiction_id": known().types[given["license_type"]].jurisdiction}

    def warning(self) -> str:
        """An unusual number, or a missing expiry."""
        kind = known().types[self.cleaned_data["license_type"]]
        if kind.looks_unusual(self.cleaned_data["number"]):
            return str(UNUSUAL)
        if self.cleaned_data["expires_on"] and self.cleaned_data["expires_on"] < self.on:
            return str(_("This license has expired. Add its renewal as soon as you have it."))
        if not self.cleaned_data["expires_on"] and kind.renewal not in NO_EXPIRY:
            return str(_("This license usually expires. Add the date when your certificate shows one."))
        if kind.level in SUPERVISED_LEVELS:
            return str(_("This title is practiced under supervision. Say who supervises you, under “Supervision”."))
        return ""


class IssuedIn(Form):
    """Where a license was issued, so that a long list of titles becomes a short one; it stays in the address."""

    place = forms.ChoiceField(label=_("Where was it issued?"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = known()
        issuing = {kind.jurisdiction for kind in found.types.values()}
        places = [place for place in found.places.values() if place.code in issuing]
        self.fields["place"].choices = [("", _("Anywhere")), *place_choices(places)]

    def asked(self) -> str:
        """The place in force; a nonsense value narrows nothing."""
        return self.cleaned_data.get("place", "") if self.is_valid() else ""


def titles(country: str = "", levels=tuple(Level), within: str = "") -> list:
    """Titles of these practice levels by place, as choices of a select: first those of `country`, then each with its parts.

    `within`: those of one place and the country around it alone.
    """
    found, named = known(), {}
    around = (within, found.place(within).parent) if within else ()
    for kind in found.types.values():
        if kind.level in levels and (not around or kind.jurisdiction in around):
            named.setdefault(kind.jurisdiction, []).append((kind.key, kind.named))
    order = sorted(named, key=lambda code: (code[:2] != country, place_label(code[:2]), bool(found.place(code).parent), place_label(code)))
    return [(place_in_full(found.place(code), home=country), named[code]) for code in order]


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
        register = known().registers[given["code"]]
        return {**given, "title": register.name[:200], "detail": {"jurisdiction": register.jurisdiction}}


def registers(country: str = "") -> list:
    """The voluntary registers, those of `country` first, as choices of a select."""
    rows = [row for row in known().registers.values() if row.kind == "voluntary"]
    rows.sort(key=lambda row: (row.jurisdiction[:2] != country, row.name))
    return [(row.key, f"{row.name} ({place_label(row.jurisdiction)})") for row in rows]
