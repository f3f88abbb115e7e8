"""What is written about an adverse action: what and why, from which day, and why it is undone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from vetting.forms.appeals import NARROWED
from vetting.models.actions import ActionKind
from vetting.narrowing import limits_of

LONG = forms.Textarea(attrs={"rows": 4})


class ProposeForm(Form):
    """What should be done, and why."""

    needed = frozenset({"limits"})
    kind = forms.ChoiceField(
        label=_("What"), choices=ActionKind.choices,
        help_text=_("A summary suspension counts at once. Anything else waits for a second person, and for its notice."),
    )
    limits = forms.MultipleChoiceField(
        label=_("Of a restriction: what stays"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=NARROWED,
    )
    reason = forms.CharField(
        label=_("Reasons"), max_length=4000, widget=LONG, help_text=_("The therapist reads them in the letter. Name no client."),
    )

    reviewer = forms.ChoiceField(
        label=_("Of a summary suspension: who reviews it"), required=False,
        help_text=_("Another person who decides. Not reviewed in time, it goes to the network manager."),
    )

    def __init__(self, *args, reviewers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(row.person_id): row.person for row in reviewers}
        named = [(key, person.full_name) for key, person in self.people.items()]
        self.fields["reviewer"].choices = [("", _("The first director who is another person")), *named]

    def clean_reviewer(self):
        """The person; None where nobody was chosen."""
        return self.people.get(self.cleaned_data["reviewer"])

    def clean(self):
        """Limits belong to a restriction, and only to it."""
        data = super().clean()
        if (data.get("kind") == "restriction") != bool(data.get("limits")) and "kind" in data:
            self.add_error("limits", _("A restriction names its limits, and nothing else does."))
        data["limits"] = limits_of(data.get("limits") or ())
        return data


class NoticeForm(Form):
    """From which day it counts; the second person's word."""

    effective_on = DayField(label=_("First day"), help_text=_("Of a termination or non-renewal: the last day it still goes on."))


class WhyForm(Form):
    """Why it is dropped, lifted or undone."""

    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=LONG)
