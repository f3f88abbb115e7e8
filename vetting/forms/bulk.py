"""What is chosen before something is done with many files: which files, and what each kind of act needs."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting.forms.file import AssignForm


class RequestManyForm(Form):
    """The same question to several therapists."""

    message = forms.CharField(
        label=_("What is needed, and why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("Each therapist reads it as you write it. Name nobody in it."),
    )
    due_on = DayField(label=_("Answer by"))

    def inputs(self) -> dict:
        """What the act keeps, as JSON."""
        return {"message": self.cleaned_data["message"], "due_on": self.cleaned_data["due_on"].isoformat()}


class AssignManyForm(AssignForm):
    """Who gets the files."""

    def inputs(self) -> dict:
        """What the act keeps, as JSON."""
        return {"person": self.colleague().pk}


class RemindManyForm(Form):
    """Nothing is to be chosen."""

    def inputs(self) -> dict:
        """Nothing is kept."""
        return {}


def bulk_form(kind, data, *, organization, on, answer_by: date) -> Form:
    """The form of one kind of act; bound when `data` is given."""
    if kind == "assign":
        return AssignManyForm(data, organization=organization, on=on)
    if kind == "request":
        return RequestManyForm(data, initial={"due_on": answer_by})
    return RemindManyForm(data or {})
