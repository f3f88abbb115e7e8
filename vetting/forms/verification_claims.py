"""What a reviewer writes down of a carrier's loss run: what it says of one claim, or how many claims it shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.models import CredentialKind
from network.forms_base import AmountField, DayField
from vetting.forms.claims import STATES, ends_as_it_says, in_order, no_debt, paid_where_it_was
from vetting.forms.credentials import CURRENCIES
from vetting.forms.verification import VerifyForm

ABOUT_SOURCE = ("method", "source", "query", "shown_name", "as_of")
KEPT = ("artefact", "artefact_note", "seen_what", "comment")


class _FromLossRun(VerifyForm):
    """Base: a loss run has a day of its own and no last good day; its own values are what is judged."""

    SAID: tuple[str, ...] = ()
    DAYS: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["good_through"]
        self.fields["source"].help_text = _("The carrier whose loss run it is.")
        self.order_fields([*ABOUT_SOURCE, *self.SAID, *KEPT])

    def clean(self):
        """No day of a claim lies after the day of the loss run."""
        data = super().clean()
        for name in self.DAYS:
            if data.get(name) and data.get("as_of") and data[name] > data["as_of"]:
                self.add_error(name, _("This lies after the day of the loss run."))
        return data

    def values(self) -> dict:
        """What the loss run says, by field; days in ISO form."""
        data = self.cleaned_data
        said = {name: data[name] for name in self.SAID if data.get(name) not in (None, "")}
        return super().values() | {name: value.isoformat() if name in self.DAYS else value for name, value in said.items()}


class ClaimVerifyForm(_FromLossRun):
    """One claim as the carrier's loss run shows it."""

    SAID = ("incident_on", "reported_on", "claim_state", "closed_on", "paid", "reserved", "currency")
    DAYS = ("incident_on", "reported_on", "closed_on")
    incident_on = DayField(label=_("Day of the incident"), required=False)
    reported_on = DayField(label=_("Day reported"))
    claim_state = forms.ChoiceField(label=_("State of the claim"), choices=[("", _("Choose what the source says")), *STATES])
    closed_on = DayField(label=_("Day closed"), required=False)
    paid = AmountField(label=_("Amount paid"), required=False)
    reserved = AmountField(label=_("Amount reserved"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    needed = VerifyForm.needed | {"closed_on", "paid"}

    def clean(self):
        """Days in order; state, last day and amounts agree."""
        data = super().clean()
        no_debt(self, "paid", "reserved")
        ends_as_it_says(self, "claim_state")
        for first, last, words in in_order("reported_on"):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, words)
        paid_where_it_was(self, "claim_state", "paid")
        return data


class LossRunVerifyForm(_FromLossRun):
    """A whole loss run: how many claims it shows, and the latest day of any of them."""

    SAID = ("claims", "latest_on", "any_open")
    DAYS = ("latest_on",)
    claims = forms.IntegerField(label=_("Claims it shows"), min_value=0, max_value=99, help_text=_("All of them; 0 when it shows none."))
    latest_on = DayField(
        label=_("Latest day of a claim"), required=False, help_text=_("Of all days on which one was reported or closed, the last.")
    )
    any_open = forms.BooleanField(label=_("A claim on it is open"), required=False)
    needed = VerifyForm.needed | {"latest_on"}

    def clean(self):
        """Where claims are shown, a day is."""
        data = super().clean()
        if data.get("claims") and not data.get("latest_on") and "latest_on" not in self.errors:
            self.add_error("latest_on", _("Enter the latest day on which a claim was reported or closed."))
        return data


def claims_form(check) -> type[VerifyForm]:
    """The form for a claim, or for a loss run."""
    return LossRunVerifyForm if getattr(check.evidence, "kind", "") == CredentialKind.LOSS_RUN else ClaimVerifyForm
