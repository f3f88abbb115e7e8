"""Asking a referee, and what a referee answers: short, and without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting.forms.credentials import RELATIONS

RECOMMENDS = [("yes", _("Yes")), ("reserved", _("Yes, with reservations")), ("no", _("No"))]
RATINGS = [(str(number), str(number)) for number in range(5, 0, -1)]
HOW_KNOWN = {"employee": _("I work for the therapist")}


class AskRefereeForm(Form):
    """Whom to ask, and in which language."""

    name = forms.CharField(label=_("Name of the referee"), max_length=200)
    address = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The link works for whoever reads mail there."))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("en", "English"), ("nl", "Nederlands")])


class RefereeForm(Form):
    """What a referee says about a therapist."""

    itself = forms.BooleanField(label=_("I am the person this link was sent to"))
    relation = forms.ChoiceField(label=_("How do you know the therapist?"), widget=forms.RadioSelect)
    known_since = forms.IntegerField(label=_("Since which year?"), min_value=1940, max_value=2200)
    rating = forms.ChoiceField(
        label=_("How good is the work, by what you saw?"), choices=RATINGS, widget=forms.RadioSelect,
        help_text=_("5 is very good, 1 is very poor."),
    )
    recommends = forms.ChoiceField(label=_("Would you send somebody close to you there?"), choices=RECOMMENDS, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        help_text=_("Strengths, doubts, anything the organization should know."),
    )
    signed = forms.CharField(label=_("Your full name"), max_length=200)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["relation"].choices = [(code, HOW_KNOWN.get(code, words)) for code, words in RELATIONS]

    def clean_known_since(self):
        """Not later than this year."""
        since = self.cleaned_data["known_since"]
        if since > self.year:
            raise forms.ValidationError(_("This year lies in the future."))
        return since

    def said(self) -> dict:
        """What the workflow takes."""
        data = self.cleaned_data
        names = ("relation", "known_since", "recommends", "signed")
        return {**{name: data[name] for name in names}, "rating": int(data["rating"]), "comment": data["comment"].strip()}
