"""What is written when an approval is given on terms, and what became of a condition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access import GRANTS, Action
from network.forms_base import DayField, Form
from network.models import Membership
from vetting.terms import Asked, Terms

ROWS = (1, 2, 3)  # conditions of one approval: who needs more of them is not ready to be approved
AREA = forms.Textarea(attrs={"rows": 3})


class TermsForm(Form):
    """For a shorter time, or with conditions, each with a day and somebody who watches it."""

    needed = frozenset({"text_1"})
    why = forms.CharField(label=_("Why"), max_length=2000, widget=AREA, help_text=_("The therapist reads it in the letter."))
    due_on = DayField(
        label=_("Last day before the next vetting"), required=False, help_text=_("Only for a shorter time than your policy gives.")
    )

    def __init__(self, *args, organization, on, **kwargs):
        super().__init__(*args, **kwargs)
        watch = {role for role, actions in GRANTS.items() if Action.REQUEST_INFORMATION in actions}
        rows = Membership.objects.within(organization).current(on).select_related("person").order_by("person__family_name")
        people = [("", _("Choose a colleague")), *((row.person_id, row.person.full_name) for row in rows if watch & set(row.roles))]
        for number in ROWS:
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Condition %(number)s: what is asked, and what shows it") % {"number": number}, required=False,
                max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"day_{number}"] = DayField(label=_("To be met by"), required=False)
            self.fields[f"watcher_{number}"] = forms.ChoiceField(label=_("Watched by"), required=False, choices=people)

    def clean(self):
        """A condition that is begun is whole, and there is a condition or a shorter time."""
        data = super().clean()
        for number in ROWS:
            if self.errors.keys() & {f"text_{number}", f"day_{number}", f"watcher_{number}"}:
                continue
            given = [bool(data.get(f"{name}_{number}")) for name in ("text", "day", "watcher")]
            if any(given) and not all(given):
                self.add_error(f"text_{number}", _("A condition says what is asked, by when, and who watches it."))
        return data

    def terms(self) -> Terms:
        """What the workflow takes."""
        data = self.cleaned_data
        rows = [
            Asked(data[f"text_{number}"], data[f"day_{number}"], int(data[f"watcher_{number}"]))
            for number in ROWS if data.get(f"text_{number}")
        ]
        return Terms(data["why"], data["due_on"], tuple(rows))

    @staticmethod
    def filled(terms: Terms | None) -> dict:
        """The fields as terms say them."""
        if terms is None:
            return {}
        found = {"why": terms.why, "due_on": terms.due_on}
        for number, row in zip(ROWS, terms.conditions, strict=False):
            found |= {f"text_{number}": row.text, f"day_{number}": row.due_on, f"watcher_{number}": row.watcher}
        return found


class SettleForm(Form):
    """What was seen, or why it is asked no more."""

    reason = forms.CharField(label=_("What you saw, or why"), max_length=4000, widget=AREA)
