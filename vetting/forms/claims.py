"""What a therapist says of claims against her: each claim, and the loss runs of her carriers. One form per kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.claims import CLOSED_UNPAID, OPEN, PAID
from licensure.models import CredentialKind
from network.forms_base import AmountField, DayField
from vetting.forms.credentials import CURRENCIES, CURRENCY_OF
from vetting.forms.evidence import CredentialForm

STATES = [
    ("open_claim", _("Open: nothing is decided yet")), ("closed_unpaid", _("Closed without a payment")), ("settled", _("Settled")),
    ("judgment", _("Decided by a court")),
]
WHOLE_DAYS = ("incident_on", "closed_on")  # kept as details, in ISO form


def no_debt(form, *names) -> None:
    """An amount is zero or more."""
    for name in names:
        if (form.cleaned_data.get(name) or 0) < 0:
            form.add_error(name, _("An amount is zero or more."))


def ends_as_it_says(form, state: str) -> None:
    """An open claim has no last day; a closed one has, and a paid one has its amount. `state` is the field of the state."""
    data, said = form.cleaned_data, form.cleaned_data.get(state)
    if said == OPEN and data.get("closed_on"):
        form.add_error("closed_on", _("An open claim has no such day. Leave it empty, or choose how the claim was closed."))
    if said and said != OPEN and not data.get("closed_on") and "closed_on" not in form.errors:
        form.add_error("closed_on", _("Enter the day it was closed."))


def paid_where_it_was(form, state: str, paid: str) -> None:
    """A settled claim, or one a court decided, says what was paid. `state` and `paid` are the fields of both."""
    data = form.cleaned_data
    if data.get(state) in PAID and data.get(paid) is None and paid not in form.errors:
        form.add_error(paid, _("Enter what was paid; 0 when nothing was."))


def in_order(reported: str) -> tuple[tuple[str, str, object], ...]:
    """The days of a claim in their order, and what is said of a later one that lies before; `reported` is the field of that day."""
    return (
        ("incident_on", reported, _("This lies before the day of the incident.")),
        (reported, "closed_on", _("This lies before the day it was reported.")),
    )


class ClaimForm(CredentialForm):
    """A malpractice claim. `per_claim` is what was paid on it, `issued_on` the day it was reported to the carrier."""

    kind = CredentialKind.CLAIM
    issuer = forms.CharField(label=_("Carrier"), max_length=200, help_text=_("The insurer that handles the claim."))
    incident_on = DayField(label=_("Day of the incident"), help_text=_("When it began, where it went on for some time."))
    issued_on = DayField(label=_("Day reported"), help_text=_("When the claim was reported to the carrier."))
    state = forms.ChoiceField(label=_("How does it stand?"), choices=STATES, widget=forms.RadioSelect)
    closed_on = DayField(label=_("Day closed"), required=False, help_text=_("Empty while it is open."))
    per_claim = AmountField(label=_("Amount paid"), required=False, help_text=_("By the carrier or by you, to this day."))
    reserved = AmountField(label=_("Amount reserved"), required=False, help_text=_("As the loss run says; empty when you do not know."))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    narrative = forms.CharField(
        label=_("What happened"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was alleged, what you did, how it ended. Name no client."),
    )
    DETAIL = ("incident_on", "closed_on", "state", "reserved", "narrative")
    PASSED = ("issued_on", "incident_on", "closed_on")
    ORDER = in_order("issued_on")
    needed = frozenset({"closed_on", "per_claim"})
    field_order = [
        "issuer", "incident_on", "issued_on", "state", "closed_on", "per_claim", "reserved", "currency", "narrative", "file",
    ]

    def __init__(self, *args, country="", **kwargs):
        super().__init__(*args, country=country, **kwargs)
        self.fields["currency"].initial = CURRENCY_OF.get(country, "USD")
        self.fields["file"].label = _("Letter on this claim")

    def clean(self):
        """State, last day and amounts agree."""
        data = super().clean()
        no_debt(self, "per_claim", "reserved")
        ends_as_it_says(self, "state")
        if data.get("state") == CLOSED_UNPAID and data.get("per_claim"):
            self.add_error("per_claim", _("Something was paid. Choose how the claim ended, or leave this empty."))
        paid_where_it_was(self, "state", "per_claim")
        return data

    def values(self) -> dict:
        """What the workflow writes: days among the details as text, nothing paid on a claim closed without payment."""
        found = super().values()
        detail = {name: value.isoformat() if name in WHOLE_DAYS else value for name, value in found["detail"].items()}
        if self.cleaned_data["reserved"] is not None:
            detail["reserved"] = self.cleaned_data["reserved"]
        paid = {"per_claim": 0} if detail["state"] == CLOSED_UNPAID else {}
        return {**found, **paid, "detail": detail}


class LossRunForm(CredentialForm):
    """A carrier's own list of the claims on her policies, as of a day; one without claims is worth as much."""

    kind = CredentialKind.LOSS_RUN
    issuer = forms.CharField(label=_("Carrier"), max_length=200)
    named_person = forms.CharField(label=_("Name on the loss run"), max_length=200)
    issued_on = DayField(label=_("As of"), help_text=_("The day that stands on the loss run, not the day you got it."))
    field_order = ["issuer", "named_person", "issued_on", "file"]
