"""What a reviewer writes down about the source's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.models import Method
from network.forms_base import DayField, Form

STATUS = [("", _("Not about a license")), ("active", _("Active")), ("inactive", _("Inactive")), ("expired", _("Expired"))]
STATUS += [("suspended", _("Suspended")), ("revoked", _("Revoked")), ("surrendered", _("Surrendered")), ("retired", _("Retired"))]


class VerifyForm(Form):
    """The source's answer: who, how, as of when, good through when, and what is kept of it."""

    method = forms.ChoiceField(label=_("How was it checked?"), choices=Method.choices)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("The board, register, insurer, school or list that answered."))
    query = forms.CharField(label=_("What was looked up"), max_length=300, required=False, help_text=_("The name or number that was searched."))
    as_of = DayField(label=_("As of"), help_text=_("The day that stands on the source, not today’s date."))
    good_through = DayField(label=_("Good through"), required=False, help_text=_("The last day the source says it is valid; empty when it says none."))
    status = forms.ChoiceField(label=_("Status at the source"), choices=STATUS, required=False)
    encumbered = forms.BooleanField(label=_("The source shows a restriction, probation or condition"), required=False)
    artefact = forms.FileField(label=_("The page or document you looked at"), required=False, help_text=_("PDF, JPG or PNG, up to 20 MB."))
    seen_what = forms.CharField(label=_("Original seen"), max_length=200, required=False, help_text=_("Only when no copy may be kept: kind, number and date of the original."))
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    LICENSE_ONLY = ("status", "encumbered")

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        if check.element not in ("license", "register"):
            for name in self.LICENSE_ONLY:
                del self.fields[name]
        elif not self.is_bound:
            self.initial.setdefault("status", "active")

    def answer(self) -> dict:
        """What the workflow takes, without the uploaded file."""
        data = self.cleaned_data
        values = {}
        if data.get("status"):
            values = {"status": data["status"], "encumbered": data["encumbered"]}
        sighting = {"what": data["seen_what"]} if data["seen_what"] else None
        kept = ("method", "source", "query", "as_of", "good_through", "comment")
        return {**{name: data[name] for name in kept}, "values": values, "sighting": sighting}


class ReasonForm(Form):
    """A reason, and for a source that could not be asked the proof of it."""

    comment = forms.CharField(label=_("What differs, or why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
