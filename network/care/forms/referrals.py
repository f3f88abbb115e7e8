"""Answering, arranging and ending referrals."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.care.models import Offer
from network.forms_base import DayField, Form

FREE_AGAIN = _("Those that were not held are free again. Empty: all of them count as used.")
CONTENT = (("", _("Not asked")), ("yes", _("Yes")), ("partly", _("In part")), ("no", pgettext_lazy("answer", "No")))


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
        help_text=_("Ask the therapist first: so many may be reported in all, also those that are not reported yet."),
    )


class HeldForm(TransferForm):
    """Other sessions were held than was written down."""

    field_order = ("held", "reason")


class CloseForm(TransferForm):
    """… or is over; the sessions that were not held are free for the same person again, and the client may say how content they were."""

    content = forms.ChoiceField(
        label=_("Is the client content with the help?"), choices=CONTENT, required=False, widget=forms.RadioSelect, initial="",
        help_text=_("Only if you spoke with them. It is counted for the employer’s year, of many at once; nobody’s answer is kept."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = self.fields["held"]
        held.required, held.help_text = False, format_lazy("{} {}", held.help_text, FREE_AGAIN)
