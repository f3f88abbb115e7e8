"""The filters over the queue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting import labels
from vetting.models import Kind, State

ANY = ("", _("Any"))
FLAGS = [(code, label) for code, label in labels.FLAGS.items() if code]
WAITING = [(code, label) for code, label in labels.WAITING_ON.items() if code != "nobody"]
READY = [("yes", _("Every check closed")), ("no", _("Checks open"))]
WHEN = [("late", _("Past its date")), ("today", _("Due today")), ("week", _("Due within a week"))]


class QueueFilters(Form):
    """All optional; what is filtered stays in the address. `people` are those who have files: number, name, how many."""

    q = forms.CharField(label=_("Name, number or reference"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Status"), required=False)
    waiting = forms.ChoiceField(label=_("Waiting on"), required=False)
    when = forms.ChoiceField(label=_("Date"), required=False)
    who = forms.RegexField(r"^(me|none|[0-9]{1,9})$", label=_("With"), required=False, widget=forms.Select)
    flag = forms.ChoiceField(label=_("Flag"), required=False)
    ready = forms.ChoiceField(label=_("Ready"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("state", State.choices), ("waiting", WAITING), ("when", WHEN), ("flag", FLAGS), ("ready", READY), ("kind", Kind.choices),
        ):
            self.fields[name].choices = [ANY, *choices]

    def offer(self, people):
        """Whose files can be asked for: the reader's own, nobody's, and those of whoever has some."""
        named = [(str(number), f"{name} ({count})") for number, name, count in people]
        self.fields["who"].widget.choices = [ANY, ("me", _("Me")), ("none", _("Nobody yet")), *named]

    def kept(self) -> dict[str, str]:
        """The filters in force, for links; a nonsense value filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "view"}


class ViewForm(Form):
    """The name of a view, and whether everyone in the organization has it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    shared = forms.BooleanField(
        label=_("For everyone in the organization"), required=False, help_text=_("Beside everyone’s views, with its count."),
    )

    def __init__(self, *args, may_share, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]

    def clean(self):
        """Who may not share keeps it to herself."""
        return {"shared": False, **super().clean()}
