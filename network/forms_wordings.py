"""What an organization adds to one kind of letter, from a day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.letters import SUBJECTS
from network.wording import LONGEST

LANGUAGES = [("en", "English"), ("nl", "Nederlands")]


class ChoiceForm(Form):
    """Which letter, in which language."""

    kind = forms.ChoiceField(label=_("Letter"), choices=())
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        said = {"organization": organization.name}
        self.fields["kind"].choices = [(kind, str(subject) % said) for kind, subject in SUBJECTS.items()]


class WordingForm(Form):
    """The words and their first day."""

    text = forms.CharField(
        label=_("What this letter adds"), required=False, max_length=LONGEST, widget=forms.Textarea,
        help_text=_(
            "It stands above the signature; the letter says all it must in any case. You may use {name}, {organization}, {reference} and "
            "{day}. Empty: nothing is added."
        ),
    )
    effective_from = DayField(label=_("From"), help_text=_("The first day whose letters say so."))
