"""Writing a text of terms, and a fee schedule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import AmountField, DayField, Form
from network.models import Service
from payments.models import Unit

JOB_UNITS = (Unit.HOUR, Unit.KILOMETER, Unit.FIXED)  # of critical incident work, which has no client
RATES = (*((service, Unit.SESSION) for service in Service), *((Service.CRISIS, unit) for unit in JOB_UNITS))
RULES = ("late_percent", "missed_percent", "notice_hours", "late_counts", "missed_counts")


class TermsDraftForm(Form):
    """One version of referral or payment terms."""

    text = forms.CharField(
        label=_("Text"), max_length=20000, widget=forms.Textarea(attrs={"rows": 12}), help_text=_("Each line is a numbered rule."),
    )
    effective_from = DayField(label=_("First day"), help_text=_("Therapists are told before it counts; the first version may begin today."))
    note = forms.CharField(label=_("What is new"), max_length=300, required=False, help_text=_("One sentence; therapists read it first."))

    @staticmethod
    def filled(row) -> dict:
        """What the form shows of a draft."""
        return {"text": row.text, "effective_from": row.effective_from, "note": row.note}


class RatesForm(Form):
    """A fee schedule: a rate for each service that is paid, and what a missed session pays."""

    effective_from = DayField(label=_("First day"), help_text=_("Sessions from this day on are paid at these rates."))
    late_percent = forms.IntegerField(label=_("Late cancellation: percent of the rate paid"), min_value=0, max_value=100, initial=0)
    missed_percent = forms.IntegerField(label=_("No-show: percent of the rate paid"), min_value=0, max_value=100, initial=0)
    notice_hours = forms.IntegerField(
        label=_("A cancellation is late with less notice than, in hours"), min_value=0, max_value=168, initial=24
    )
    late_counts = forms.BooleanField(label=_("A late cancellation uses a session of the client"), required=False)
    missed_counts = forms.BooleanField(label=_("A no-show uses a session of the client"), required=False, initial=True)
    note = forms.CharField(label=_("What is new"), max_length=300, required=False, help_text=_("One sentence; therapists read it first."))

    def __init__(self, *args, currency, **kwargs):
        super().__init__(*args, **kwargs)
        self.currency = currency
        for service, unit in RATES:
            label = f"{Service(service).label} · {Unit(unit).label} ({currency})"
            self.fields[f"{service}_{unit}"] = AmountField(label=label, required=False)

    def clean(self):
        """At least one rate; each more than nothing."""
        given = super().clean()
        for service, unit in RATES:
            minor = given.get(f"{service}_{unit}")
            if minor is not None and not 0 < minor < 2**31:
                self.add_error(f"{service}_{unit}", _("A rate is more than nothing."))
        return given

    def given(self) -> dict:
        """The values as the workflow takes them."""
        values = self.cleaned_data
        fees = [
            (str(service), str(unit), self.currency, minor)
            for service, unit in RATES
            if (minor := values.get(f"{service}_{unit}")) is not None
        ]
        return {"fees": fees, "effective_from": values["effective_from"], "note": values["note"], **{name: values[name] for name in RULES}}

    @staticmethod
    def filled(row) -> dict:
        """What the form shows of a draft."""
        shown = {name: getattr(row, name) for name in ("effective_from", "note", *RULES)}
        return {**shown, **{f"{fee.service}_{fee.unit}": fee.minor for fee in row.fees.all()}}
