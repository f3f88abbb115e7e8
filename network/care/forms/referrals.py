"""Answering, arranging and ending referrals."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.care.models import Offer
from network.forms_base import DayField, Form

FREE_AGAIN = _("Those that were not held are free again. Empty: all of them count as used.")


class DeclineForm(Form):
    """Why not."""

    reason = forms.ChoiceField(label=_("Why not"), choices=Offer.Reason.choices, widget=forms.RadioSelect)


class AppointmentForm(Form):
    """The day of the first appointment."""

    day = DayField(label=_("Day of the first appointment"))


class EndForm(Form):
    """Why a referral is withdrawn or closed."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("No names."))


class TransferForm(EndForm):
    """… or goes to somebody else."""

    held = forms.IntegerField(
        label=_("Sessions already held"), min_value=0, max_value=99, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Ask the therapist first: what is not reported by now cannot be reported any more."),
    )


class CloseForm(TransferForm):
    """… or is over; the sessions that were not held are free for the same person again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = self.fields["held"]
        held.required, held.help_text = False, format_lazy("{} {}", held.help_text, FREE_AGAIN)
