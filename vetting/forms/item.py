"""The small forms in the pane of the selected check: an original that was seen, an item given back, a note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network import forms_people as people
from network.forms_base import DayField, Form
from network.identity import KEPT_SIGNS, MEETINGS
from vetting.words_returns import RETURNS, message


class SeenForm(Form):
    """An original was seen and no copy may be kept: which, issued by whom, on which day. Nothing is filled in beforehand."""

    seen_what = forms.CharField(label=_("Original seen"), max_length=200, help_text=_("Kind, number and date of the original."))
    source = forms.CharField(label=_("Issued by"), max_length=200)
    as_of = DayField(label=_("As of"), help_text=_("The day you saw it; of a certificate, the day it was issued."))

    def answer(self) -> dict:
        """What the workflow takes."""
        data = self.cleaned_data
        return {"method": "seen", "source": data["source"], "as_of": data["as_of"], "sighting": {"what": data["seen_what"]}}


class MeetingForm(people.MeetingForm):
    """The same of somebody in a file: what stands on the document, too. Without an account there is no code to read out."""

    issued_by = forms.CharField(label=_("Issued by"), max_length=200, help_text=_("The country or authority."))
    number_end = forms.CharField(
        label=_("Last four signs of its number"), max_length=KEPT_SIGNS, help_text=_("No more of it is kept.")
    )
    shown_name = forms.CharField(
        label=_("Name on the document"), max_length=200, help_text=_("As it stands there, not as the therapist wrote it.")
    )
    born = DayField(label=_("Date of birth on the document"))
    on = None  # here it is the day of the evidence, as of every check
    as_of = DayField(label=_("Day you met"))
    field_order = ["way", "document", "issued_by", "number_end", "shown_name", "born", "as_of", "code"]

    def __init__(self, *args, ways=MEETINGS, **kwargs):
        super().__init__(*args, ways=ways, **kwargs)
        self.fields["code"].required = False

    def answer(self) -> dict:
        """What the workflow takes."""
        data = self.cleaned_data
        return {
            "method": data["way"], "source": data["issued_by"], "as_of": data["as_of"], "code": data["code"],
            "sighting": {"document": data["document"], "number_end": data["number_end"].strip()},
            "values": {"names": [data["shown_name"]], "date_of_birth": data["born"].isoformat()},
        }


class JoinedForm(Form):
    """The second person's word: how she knows that it is her."""

    comment = forms.CharField(
        label=_("How do you know who it is?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000,
        help_text=_("You joined the meeting, or called a number you had before."),
    )


class ReturnForm(Form):
    """One item goes back to her: a reason, in words of hers, and what the reviewer adds."""

    needed = frozenset({"reason", "more"})  # one of the two
    reason = forms.ChoiceField(
        label=_("Why"), required=False, widget=forms.RadioSelect, choices=[(code, said[0]) for code, said in RETURNS.items()]
    )
    more = forms.CharField(
        label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1500,
        help_text=_("The therapist reads it as you write it."),
    )

    def clean(self):
        """Something is said."""
        data = super().clean()
        if not data.get("reason") and not data.get("more", "").strip() and not self.errors:
            self.add_error("reason", _("Choose a reason, or write your own."))
        return data

    def message(self) -> str:
        """What she reads, in the active language."""
        return message(self.cleaned_data["reason"], self.cleaned_data["more"])


class NoteForm(Form):
    """A note for colleagues; she does not read it."""

    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000,
                           help_text=_("For colleagues. It stays in the file’s timeline."))
