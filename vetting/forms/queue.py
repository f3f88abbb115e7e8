"""The filters over the queue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting.models import Kind, State


class QueueFilters(Form):
    """All optional; what is filtered stays in the address."""

    q = forms.CharField(label=_("Name, number or reference"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Status"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("Any")), *State.choices]
        self.fields["kind"].choices = [("", _("Any")), *Kind.choices]

    def kept(self) -> dict[str, str]:
        """The filters in force, for links; a nonsense value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "view"}
