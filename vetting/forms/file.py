"""Forms on the file page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.queries import verifications
from network.forms_base import DayField, Form
from network.models import Membership


class MembershipChoice(forms.ModelChoiceField):
    """A colleague, by name and role."""

    def label_from_instance(self, obj):
        """Name and what she does."""
        return f"{obj.person.full_name} · {', '.join(obj.role_names)}"


class AssignForm(Form):
    """Who has the file."""

    person = MembershipChoice(label=_("With"), queryset=None, empty_label=_("Choose a colleague"))

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Membership.objects.within(organization).current().select_related("person")


class RequestForm(Form):
    """One thing asked of the therapist."""

    item = forms.ChoiceField(label=_("About"), required=False)
    message = forms.CharField(label=_("What is needed, and why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    due_on = DayField(label=_("Answer by"), required=False, help_text=_("Empty: in 14 days."))

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.checks = {str(row.pk): row for row in verifications(application.reference)}
        about = [(key, row.label or row.get_element_display()) for key, row in self.checks.items()]
        self.fields["item"].choices = [("", _("The whole application")), *about]

    def asked(self) -> dict:
        """What the workflow takes."""
        check = self.checks.get(self.cleaned_data["item"])
        return {
            "message": self.cleaned_data["message"], "due_on": self.cleaned_data["due_on"],
            "element": check.element if check else "", "item": check.item if check else "",
        }
