"""What is written about a concern. Each text is read for what may tell who a client is, and sent back with the piece."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network import words_concerns
from network.forms_base import DayField, Form
from network.guards_concerns import mentioned
from network.models.concerns import ConcernChannel, ConcernKind, ConcernSeverity

LONG = {"max_length": 4000, "widget": forms.Textarea(attrs={"rows": 4})}
OUTCOMES = (
    ("substantiated", _("Substantiated: it was so, and counts at the next vetting")),
    ("not_substantiated", _("Not substantiated: it was not so, or nothing shows it")),
    ("referred_on", _("Referred on: somebody else settles it")),
)


class Written(Form):
    """Texts about a therapist in which no client may be named. `participation` and `on` say whose names may stand there."""

    texts: tuple[str, ...] = ()

    def __init__(self, *args, participation, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.participation, self.on = participation, on

    def clean(self):
        """Show each piece that may tell who a client is, at its own field, and why it may not stand there."""
        data = super().clean()
        for name in self.texts:
            found = mentioned(self.participation, self.on, **{name: data.get(name) or ""})
            for line in words_concerns.mend([piece for _name, piece in found]):
                self.add_error(name, line)
        return data


class ConcernForm(Written):
    """What somebody says went wrong, without who says it."""

    texts = ("text",)
    kind = forms.ChoiceField(label=_("What it is about"), choices=[("", _("Choose what")), *ConcernKind.choices])
    severity = forms.ChoiceField(
        label=_("How much it weighs"), choices=[("", _("Choose how much")), *ConcernSeverity.choices],
        help_text=_("As it sounds today; what is found later is said when it is closed."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"), choices=[("", _("Choose how")), *ConcernChannel.choices],
        help_text=_("Never tell an employer whether somebody is a client."),
    )
    received_on = DayField(label=_("Received on"))
    text = forms.CharField(
        label=_("What was said"), help_text=_("Write “the client”. No names, numbers, addresses or dates of birth."), **LONG
    )

    def clean_received_on(self):
        """A concern is recorded once it is there."""
        if self.cleaned_data["received_on"] > self.on:
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return self.cleaned_data["received_on"]


class CloseForm(Written):
    """What was found."""

    texts = ("finding", "closing_note")
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect)
    finding = forms.CharField(label=_("What was found"), help_text=_("On what it rests, without naming a client."), **LONG)
    closing_note = forms.CharField(
        label=_("What is done about it, or to whom it is referred"), required=False, **LONG
    )

    def clean(self):
        """Referred on means to somebody."""
        data = super().clean()
        if data.get("outcome") == "referred_on" and not data.get("closing_note") and "closing_note" not in self.errors:
            self.add_error("closing_note", _("Name the body that settles it."))
        return data


class WhyForm(Written):
    """Why it is opened again, or should never have been recorded."""

    texts = ("reason",)
    reason = forms.CharField(label=_("Why"), **LONG)


class CameOfItForm(Written):
    """What came of a look between two vettings."""

    texts = ("reason",)
    reason = forms.CharField(label=_("What came of it"), help_text=_("On what it rests, without naming a client."), **LONG)
