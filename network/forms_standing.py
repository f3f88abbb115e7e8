"""What is asked of standing, and what is written down about holds and notice."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Hold, Mode, Service
from network.standing import HoldReason, Use

BY_HAND = [choice for choice in Hold.Reason.choices if choice[0] not in (HoldReason.NOTICE, HoldReason.EXCLUSION, HoldReason.EVIDENCE)]
STOPS = [
    (str(Use.OFFER), _("New clients")), (str(Use.SESSION), _("Sessions")), (str(Use.RELEASE), _("Money")),
]


class SearchForm(Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Therapist"), required=False, max_length=100)


class WhenForm(Form):
    """Which day is asked about, and by whose knowledge: today's, or what was known at the end of an earlier day."""

    on = DayField(label=_("On which day"))
    known = DayField(label=_("As known at the end of"), required=False, help_text=_("Empty: by what is known today."))

    def known_at(self, zone) -> dt.datetime | None:
        """The last instant of the day of knowledge in the organization's zone; None for what is known now."""
        day = self.cleaned_data["known"]
        if day is None:
            return None
        return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(zone)) - dt.timedelta(microseconds=1)


class HoldForm(Form):
    """Something stops, from a day on."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose why")), *BY_HAND])
    first = DayField(label=_("From"), help_text=_("The first day that is held. It may lie in the past."))
    last = DayField(label=_("Through"), required=False, help_text=_("For leave only. Everything else ends when a person says so."))
    stops = forms.MultipleChoiceField(
        label=_("Stops"), choices=STOPS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for what the reason usually stops."),
    )
    jurisdiction = forms.CharField(
        label=_("Only in"), max_length=10, required=False, help_text=_("The code of a place, such as US-OH; empty: everywhere.")
    )
    service = forms.ChoiceField(label=_("Only for"), required=False, choices=[("", _("Every service")), *Service.choices])
    mode = forms.ChoiceField(label=_("Only when meeting"), required=False, choices=[("", _("In every way")), *Mode.choices])
    comment = forms.CharField(label=_("What happened"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        """The days stand in order."""
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return data

    def hold(self) -> dict:
        """What the workflow takes."""
        data = dict(self.cleaned_data)
        data["stops"] = data["stops"] or None
        data["jurisdiction"] = data["jurisdiction"].strip().upper()
        return data


class CorrectForm(Form):
    """The days of a hold were others than recorded."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Through"), required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        """The days stand in order."""
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return data


class EndForm(Form):
    """A hold is over after a day."""

    last = DayField(label=_("Last day that is held"))
    reason = forms.CharField(label=_("On what evidence"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class VoidForm(Form):
    """A hold should never have been."""

    reason = forms.CharField(label=_("Why it never was"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NoticeForm(Form):
    """The organization ends the agreement."""

    last_day = DayField(label=_("Last day"), help_text=_("Sessions count through this day; no new clients from today."))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    name = forms.CharField(label=_("The therapist’s name, to be sure"), max_length=200)

    def __init__(self, *args, whose, **kwargs):
        super().__init__(*args, **kwargs)
        self.whose = whose
        self.fields["name"].help_text = _("Type “%(name)s”.") % {"name": whose}

    def clean_name(self):
        """Ending a participation is confirmed by typing whose it is."""
        if self.cleaned_data["name"].strip().casefold() != self.whose.casefold():
            raise forms.ValidationError(_("This is another name. Type “%(name)s”.") % {"name": self.whose})
        return self.cleaned_data["name"]
