"""A panel by its name, and which rule of which panel to make stricter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting import rules, words


class PanelForm(Form):
    """The name of a new panel."""

    name = forms.CharField(label=_("Name of the panel"), max_length=100)


class PanelRuleForm(Form):
    """Which rule of which panel."""

    panel = forms.ChoiceField(label=_("Panel"))
    criterion = forms.ChoiceField(label=_("Rule of the panel"))

    def __init__(self, *args, panels, **kwargs):
        super().__init__(*args, auto_id="panel_%s", **kwargs)  # beside other forms with a field of the same name
        named = sorted((words.title(key), key) for key in rules.CRITERIA)
        self.fields["panel"].choices = [("", _("Choose a panel")), *((panel.code, panel.name) for panel in panels)]
        self.fields["criterion"].choices = [("", _("Choose a rule")), *((key, title) for title, key in named)]
