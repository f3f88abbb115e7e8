"""The filters over the audit trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting.words_events import act_words


class AuditFilters(Form):
    """All optional; what is filtered stays in the address."""

    about = forms.CharField(label=_("File"), required=False, max_length=80)
    who = forms.CharField(label=_("Person"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("Act"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        named = sorted((act_words(action), action) for action in actions)
        self.fields["action"].choices = [("", _("Any")), *((action, words) for words, action in named)]

    def kept(self) -> dict:
        """The filters in force; a nonsense value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "view"}
