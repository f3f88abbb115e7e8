"""What is written in an appeal: by the therapist, by staff on her behalf, and by those who decide it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting import words_committee
from vetting.narrowing import limits_of

HEARING = _("The therapist wants to be heard")
NARROWED = [("no_minors", _("No clients under 18")), ("video_only", _("By video only"))]  # what `vetting.narrowing` knows
LONG = forms.Textarea(attrs={"rows": 6})


class MyAppealForm(Form):
    """Her appeal, on her own page."""

    grounds = forms.CharField(
        label=_("What do you disagree with, and why?"), max_length=8000, widget=LONG,
        help_text=_("In your own words. Name nobody you helped."),
    )
    hearing = forms.BooleanField(label=_("I want to be heard before it is settled"), required=False)
    representative = forms.CharField(
        label=_("Who represents you"), required=False, max_length=200, help_text=_("An attorney, or anybody you choose."),
    )


class TakeInForm(Form):
    """An appeal that came another way, with the day it was received."""

    received_on = DayField(label=_("Received on"))
    grounds = forms.CharField(label=_("Grounds"), max_length=8000, widget=LONG)
    hearing = forms.BooleanField(label=HEARING, required=False)
    representative = forms.CharField(label=_("Represented by"), required=False, max_length=200)


class ExtendForm(Form):
    """More days to appeal."""

    until = DayField(label=_("New last day to appeal"))
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def _named(sitter) -> str:
    """Who she is, and the kinds of what she and the therapist share."""
    return ", ".join([sitter.person.full_name, sitter.title, *words_committee.interests(sitter.common)])


class PanelForm(Form):
    """Who decides it, and when she is heard."""

    panel = forms.MultipleChoiceField(label=_("Who decides it"), widget=forms.CheckboxSelectMultiple)
    hearing_on = DayField(label=_("Day of the hearing"), required=False)
    hearing_where = forms.CharField(
        label=_("Where, or how to join"), required=False, max_length=300, help_text=_("Goes into the letter to the therapist."),
    )

    def __init__(self, *args, sitters=(), **kwargs):
        super().__init__(*args, **kwargs)
        free = [sitter for sitter in sitters if not (sitter.took_part or sitter.recused)]
        self.people = {str(sitter.person.pk): sitter.person for sitter in free}
        self.fields["panel"].choices = [(str(sitter.person.pk), _named(sitter)) for sitter in free]

    def clean_panel(self):
        """The people themselves."""
        return [self.people[pk] for pk in self.cleaned_data["panel"]]


class VoteForm(Form):
    """What one of those named says should become of it."""

    outcome = forms.ChoiceField(
        label=_("What should become of the decision"), widget=forms.RadioSelect,
        choices=[("uphold", _("It stands")), ("overturn", _("It is undone")), ("modify", _("It is undone in part"))],
    )
    due_on = DayField(
        label=_("If in part: until"), required=False, help_text=_("An earlier day for the next vetting. Leave empty for the usual one."),
    )
    limits = forms.MultipleChoiceField(
        label=_("If in part: within limits"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=NARROWED,
    )
    reason = forms.CharField(
        label=_("Reasons"), max_length=4000, widget=LONG, help_text=_("The reasons of the vote that settles it stand in the letter."),
    )

    def __init__(self, *args, dated=True, **kwargs):
        """`dated`: what is appealed is a decision, whose next vetting has a day."""
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["due_on"]

    def clean(self):
        """Terms belong to an outcome in part, and only to it."""
        data = super().clean()
        terms = {}
        if data.get("due_on"):
            terms["due_on"] = data["due_on"].isoformat()
        if data.get("limits"):
            terms["limits"] = limits_of(data["limits"])
        if terms and data.get("outcome") in ("uphold", "overturn"):
            raise forms.ValidationError(_("Terms belong to “undone in part”. Choose that, or leave them empty."))
        return {**data, "terms": terms if data.get("outcome") == "modify" else {}}
