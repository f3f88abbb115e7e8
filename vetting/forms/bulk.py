"""What is chosen before something is done with many files: which files, and what each kind of act needs."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from network.formats import day
from network.forms_base import DayField, Form
from vetting.forms.file import AssignForm
from vetting.models import Meeting


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


class AgendaManyForm(Form):
    """Which meeting the files go to, and why. Where none is planned nothing is to be chosen, and each file says so."""

    meeting = forms.ChoiceField(label=_("Meeting"))
    reason = forms.CharField(
        label=_("Why the committee looks at them"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("It is recorded in each file as you write it. Name nobody in it."),
    )

    def __init__(self, *args, organization, on, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.within(organization).upcoming(on)
        named = [(str(row.pk), " · ".join(filter(None, [day(row.on), str(row.get_kind_display()), row.place]))) for row in rows]
        self.fields["meeting"].choices, self.fields["meeting"].initial = named, named[0][0] if named else None
        if not named:
            self.fields, self.is_bound = {}, True

    def inputs(self) -> dict:
        """What the act keeps, as JSON; nothing without a meeting."""
        if not self.fields:
            return {}
        return {"meeting": int(self.cleaned_data["meeting"]), "reason": self.cleaned_data["reason"]}


def bulk_form(kind, data, *, organization, on, answer_by: date) -> Form:
    """The form of one kind of act; bound when `data` is given."""
    if kind == "assign":
        return AssignManyForm(data, organization=organization, on=on)
    if kind == "request":
        return RequestManyForm(data, initial={"due_on": answer_by})
    if kind == "agenda":
        return AgendaManyForm(data, organization=organization, on=on)
    return RemindManyForm(data or {})
