"""Forms on the file page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access import GRANTS, Action
from network.forms_base import DayField, Form
from network.models import Membership


class AssignForm(Form):
    """Who has the file: a colleague whose role works on files."""

    person = forms.ChoiceField(label=_("With"))

    def __init__(self, *args, organization, on, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Membership.objects.within(organization).current(on).select_related("person").order_by("person__family_name")
        works = {role for role, actions in GRANTS.items() if Action.VERIFY in actions or Action.DECIDE in actions}
        self.people = {str(row.person_id): row for row in rows if works & set(row.roles)}
        named = [(key, f"{row.person.full_name} · {', '.join(row.role_names)}") for key, row in self.people.items()]
        self.fields["person"].choices = [("", _("Choose a colleague")), *named]

    def colleague(self):
        """The person chosen."""
        return self.people[self.cleaned_data["person"]].person


class RequestForm(Form):
    """One thing asked of the therapist."""

    item = forms.ChoiceField(label=_("About"), required=False)
    message = forms.CharField(
        label=_("What is needed, and why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("The therapist reads it as you write it."),
    )
    due_on = DayField(label=_("Answer by"), required=False, help_text=_("Empty: in 14 days."))

    def __init__(self, *args, checks, **kwargs):
        super().__init__(*args, **kwargs)
        self.checks = {str(row.pk): row for row in checks}
        about = [(key, row.label if row.item and row.label else row.get_element_display()) for key, row in self.checks.items()]
        self.fields["item"].choices = [("", _("The whole application")), *about]

    def asked(self) -> dict:
        """What the workflow takes."""
        check = self.checks.get(self.cleaned_data["item"])
        return {
            "message": self.cleaned_data["message"], "due_on": self.cleaned_data["due_on"],
            "element": check.element if check else "", "item": check.item if check else "",
        }
