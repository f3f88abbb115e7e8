"""Placing and lifting a legal hold, proposing an erasure, and confirming it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Erasure

LINES = {"widget": forms.Textarea(attrs={"rows": 2}), "max_length": 500}
BY_HAND = [choice for choice in Erasure.Basis.choices if choice[0] != Erasure.Basis.RETENTION]


class PlaceForm(Form):
    """Nothing about her goes until somebody lifts it."""

    reason = forms.CharField(label=_("Which dispute, inquiry or duty"), **LINES)
    review_on = DayField(label=_("Look again on"), help_text=_("Within two years. A hold is no way to keep for ever."))


class LiftForm(Form):
    """The dispute is over."""

    hold = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is over"), **LINES)


class ProposeForm(Form):
    """One person proposes an erasure."""

    basis = forms.ChoiceField(label=_("Why it is erased"), choices=[("", _("Choose why")), *BY_HAND])
    reason = forms.CharField(label=_("Who asked for it, how and when"), **LINES)


class DropForm(Form):
    """It is not done."""

    reason = forms.CharField(label=_("Why it is not erased"), **LINES)


class CarryOutForm(Form):
    """A second person confirms, by typing whose record goes."""

    name = forms.CharField(label=_("The therapist’s name, to be sure"), max_length=200)

    def __init__(self, *args, whose, **kwargs):
        super().__init__(*args, **kwargs)
        self.whose = whose
        self.fields["name"].help_text = _("Type “%(name)s”.") % {"name": whose}

    def clean_name(self):
        """What cannot be taken back is confirmed by typing whose it is."""
        if self.cleaned_data["name"].strip().casefold() != self.whose.casefold():
            raise forms.ValidationError(_("This is another name. Type “%(name)s”.") % {"name": self.whose})
        return self.cleaned_data["name"]
