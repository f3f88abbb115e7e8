"""Reporting a session, and disputing a line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Mode
from payments.models import Attendance, AuthorizationKind, Outcome, Unit

JOB_UNITS = ((Unit.HOUR, _("Quarters of an hour")), (Unit.KILOMETER, Unit.KILOMETER.label), (Unit.FIXED, Unit.FIXED.label))


class SessionForm(Form):
    """One session: when, what became of it, how. A job asks for its units instead."""

    day = DayField(label=_("Date of the session"))
    attendance = forms.ChoiceField(
        label=_("What became of it"), choices=Attendance, widget=forms.RadioSelect, initial=Attendance.ATTENDED
    )
    unit = forms.ChoiceField(label=_("What you report"), choices=JOB_UNITS)
    units = forms.IntegerField(label=_("How many"), min_value=1, max_value=999, initial=1)
    mode = forms.ChoiceField(label=_("How"), choices=Mode, widget=forms.RadioSelect, initial=Mode.IN_PERSON)
    final = forms.BooleanField(label=_("This was the last session with this client"), required=False)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        left_out = ("unit", "units") if kind == AuthorizationKind.SESSIONS else ("attendance", "final")
        for name in left_out:
            del self.fields[name]


def initial_of(session) -> dict:
    """A session as it was reported, for the form that corrects it."""
    return {name: getattr(session, name) for name in ("day", "attendance", "unit", "units", "mode", "final")}


class AskForm(Form):
    """More units, and why."""

    units = forms.IntegerField(label=_("How many more"), min_value=1, max_value=99)
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Without anything that tells who the client is."))


class DisputeForm(Form):
    """Why a declined line should be paid."""

    reason = forms.CharField(
        label=_("Why it should be paid"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without anything that tells who the client is."),
    )


class ReasonForm(Form):
    """A reason, as finance gives it to the therapist."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The therapist reads it."))


class FinishForm(Form):
    """How a case ended; what it was about is asked nowhere."""

    outcome = forms.ChoiceField(label=_("How it ended"), choices=Outcome, widget=forms.RadioSelect)


class QuestionForm(Form):
    """What finance asks a therapist about a line."""

    question = forms.CharField(
        label=_("Question"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The therapist reads it. Ask nothing that tells who the client is."),
    )


class AnswerForm(Form):
    """What she knows about it."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without anything that tells who the client is."),
    )


class WaitForm(Form):
    """Until when a line waits, and why."""

    until = DayField(label=_("Until"), required=False, help_text=_("Empty: until what stands against it is gone."))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The therapist reads it."))


class MoveForm(Form):
    """Another day of payment, and why."""

    day = DayField(label=_("Expected on"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The therapist reads it."))
