"""What members, chairs and those who prepare meetings write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access import GRANTS, Action
from network.forms_base import DayField, Form
from network.models import Membership
from vetting import words_committee
from vetting.committee import SETTINGS, in_full
from vetting.models.meetings import Choice, MeetingKind

AREA = forms.Textarea(attrs={"rows": 3})


class PlanForm(Form):
    """A meeting to come."""

    on = DayField(label=_("Day"), help_text=_("Of the meeting, or the last day to vote."))
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    place = forms.CharField(label=_("Where"), required=False, max_length=200)

    def __init__(self, *args, asynchronous, **kwargs):
        super().__init__(*args, **kwargs)
        if not asynchronous:
            del self.fields["kind"]


class SeatForm(Form):
    """A colleague who decides gets a seat."""

    person = forms.ChoiceField(label=_("Colleague"))
    starts_on = DayField(label=_("From"))
    chair = forms.BooleanField(label=_("Leads the meetings"), required=False)

    def __init__(self, *args, organization, on, **kwargs):
        super().__init__(*args, **kwargs)
        decide = {role for role, actions in GRANTS.items() if Action.DECIDE in actions}
        rows = Membership.objects.within(organization).current(on).select_related("person").order_by("person__family_name")
        self.people = {str(row.person_id): row.person for row in rows if decide & set(row.roles)}
        named = [(key, person.full_name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Choose a colleague")), *named]

    def given(self) -> dict:
        """What the workflow takes."""
        chosen = self.cleaned_data
        return {"person": self.people[chosen["person"]], "starts_on": chosen["starts_on"], "chair": chosen["chair"]}


class EndSeatForm(Form):
    """The last day of a seat."""

    ends_on = DayField(label=_("Last day"))


class VoteForm(Form):
    """A vote with its reason."""

    needed = frozenset({"why"})
    choice = forms.ChoiceField(label=_("Vote"), choices=Choice.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"), required=False, max_length=4000, widget=AREA,
        help_text=_("Needed for everything but an approval or an abstention. It stands in the minutes."),
    )

    def clean(self):
        """A denial says why."""
        data = super().clean()
        if data.get("choice") in ("denied", "denied_quality") and not data.get("why", "").strip():
            self.add_error("why", _("Say why in one or two sentences."))
        return data


class ReasonForm(Form):
    """One reason."""

    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=AREA)


class SettleForm(Form):
    """What the chair writes when a file is resolved or tabled."""

    needed = frozenset({"reason"})
    reason = forms.CharField(
        label=_("Reason or question"), required=False, max_length=4000, widget=AREA,
        help_text=_("The therapist may read it. An approval needs none."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteForm(Form):
    """What was discussed."""

    discussion = forms.CharField(label=_("What was discussed"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5}))


class RemarkForm(Form):
    """What is said beside a signature, or what was wrong in signed minutes."""

    MEETING = "meeting"

    remark = forms.CharField(label=_("Remark"), required=False, max_length=4000, widget=AREA)
    about = forms.ChoiceField(
        label=_("What it is about"), required=False,
        help_text=_("An erasure takes with it what was said about a therapist, and a remark that does not say whom it is about."),
    )

    def __init__(self, *args, files=(), **kwargs):
        """`files`: those of this meeting that are open to the reader, as pairs of reference and name."""
        super().__init__(*args, **kwargs)
        named = [(reference, f"{name} · {reference}") for reference, name in files]
        self.fields["about"].choices = [("", _("Not said")), (self.MEETING, _("The meeting itself: who was there, when, where")), *named]

    def said(self) -> dict:
        """The remark, and the file it is about: empty for the meeting itself, None where it is not said."""
        about = self.cleaned_data["about"] or None
        return {"remark": self.cleaned_data["remark"], "about": "" if about == self.MEETING else about}


class CommitteeForm(Form):
    """How the committee of a draft policy decides."""

    def __init__(self, *args, given, **kwargs):
        super().__init__(*args, **kwargs)
        now = in_full(given)
        for setting in SETTINGS:
            told = {"label": words_committee.label(setting.key), "help_text": words_committee.HELP[setting.key]}
            self.fields[setting.key] = (
                forms.BooleanField(required=False, **told) if setting.switch
                else forms.IntegerField(min_value=setting.minimum, max_value=setting.maximum, **told)
            )
            self.initial[setting.key] = now[setting.key]
