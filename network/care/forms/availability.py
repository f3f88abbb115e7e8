"""What a therapist fills in about when, where and how she takes clients."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.care.models.availability import AgeBand, Gender, Hours, Language
from network.care.queries.places import locate
from network.care.workflow.availability import Said
from network.forms_base import DayField, Form
from network.models import Mode

TICKS = forms.CheckboxSelectMultiple


class AvailabilityForm(Form):
    """Everything on one page; saving it confirms it."""

    needed = frozenset({"capacity", "modes", "languages", "hours", "place"})

    taking = forms.TypedChoiceField(
        label=_("New clients"), choices=[("on", _("On: send me new clients")), ("", _("Off: none for now"))], required=False,
        widget=forms.RadioSelect, coerce=bool, empty_value=False,
    )
    capacity = forms.IntegerField(
        label=_("Clients of this network at the same time"), min_value=0, max_value=99, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    next_opening = DayField(label=_("Next day you have time"), required=False)
    modes = forms.MultipleChoiceField(label=_("How you meet"), choices=Mode.choices, required=False, widget=TICKS)
    hours = forms.MultipleChoiceField(label=_("When"), choices=Hours.choices, required=False, widget=TICKS)
    place = forms.CharField(
        label=_("Where you work"), max_length=80, required=False,
        help_text=_("Postcode or town. For video and phone this is where you sit."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    second_place = forms.CharField(label=_("A second place"), max_length=80, required=False)
    languages = forms.MultipleChoiceField(label=_("Languages you work in"), choices=Language.choices, required=False, widget=TICKS)
    age_bands = forms.MultipleChoiceField(
        label=_("For whom"), choices=AgeBand.choices, required=False, widget=TICKS,
        help_text=_("Tick only those you work with and are approved for. None ticked: adults."),
    )
    gender = forms.ChoiceField(
        label=_("You are"), choices=[("", _("Rather not say")), *Gender.choices], required=False,
        help_text=_("Some callers ask for a woman or a man. It is used for nothing else."),
    )

    def __init__(self, *args, country, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_place(self):
        """The place she means."""
        return self._located("place")

    def clean_second_place(self):
        """The place she means."""
        return self._located("second_place")

    def _located(self, name):
        text = self.cleaned_data[name].strip()
        if not text:
            return None
        found = locate(text.rpartition("(")[2].rstrip(") "), self.country)  # as `label_of` writes it: the postcode in brackets
        if found is None:
            raise forms.ValidationError(_("We know no postcode or town like this. Try the postcode, or a larger town nearby."))
        return found

    def refused_field(self, name):
        """The workflow speaks of places; the page has one field for the first."""
        return "place" if name == "places" else name

    def said(self) -> Said:
        """What the workflow takes."""
        data = self.cleaned_data
        return Said(
            taking=data["taking"], modes=tuple(data["modes"]), languages=tuple(data["languages"]), hours=tuple(data["hours"]),
            capacity=data["capacity"] or 0, gender=data["gender"], next_opening=data["next_opening"],
            age_bands=tuple(data["age_bands"]) or ("adult",),
            places=tuple(place for place in (data["place"], data["second_place"]) if place),
        )


def initial_of(row) -> dict:
    """What stands in the form of somebody who said something before."""
    if row is None:
        return {"taking": "on"}
    labels = [place.label for place in row.practice_places.all()] + ["", ""]
    return {
        "taking": "on" if row.taking else "", "capacity": row.capacity, "next_opening": row.next_opening, "modes": row.modes,
        "hours": row.hours, "languages": row.languages, "gender": row.gender, "age_bands": row.age_bands,
        "place": labels[0], "second_place": labels[1],
    }


class AwayForm(Form):
    """Days without new clients."""

    away_first = DayField(label=_("Away from"))
    away_last = DayField(label=_("Through"))
