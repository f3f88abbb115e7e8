"""What is typed while somebody calls: one page, three things needed, in the order of the conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.care.models import Contact
from network.care.models.availability import AgeBand, Gender, Hours, Language
from network.care.models.calls import Relation, Urgency
from network.care.queries.employers import named
from network.care.queries.places import jurisdiction_of, locate
from network.care.workflow.calls import Call
from network.forms_base import Form
from network.models import Mode, Panel, Service

OFF = {"autocomplete": "off"}
ANYTHING = ("", _("Does not matter"))
WISHES = ("urgency", "place", "mode", "age_band", "language", "gender", "hours", "panel", "called", "reach")


class NeverShown(forms.TextInput):
    """A field that is typed into and never filled by us: what was typed is hashed and forgotten."""

    def get_context(self, name, value, attrs):
        """Without the value."""
        return super().get_context(name, None, attrs)


class WishForm(Form):
    """What is asked of a therapist; nothing here is needed."""

    urgency = forms.ChoiceField(label=_("How soon"), choices=Urgency.choices, initial=Urgency.ROUTINE)
    place = forms.CharField(
        label=_("Where the caller is"), max_length=80, required=False, help_text=_("Postcode or town."), widget=forms.TextInput(attrs=OFF)
    )
    mode = forms.ChoiceField(label=_("How to meet"), choices=[("any", _("Does not matter")), *Mode.choices], initial="any")
    age_band = forms.ChoiceField(label=_("For whom"), choices=AgeBand.choices, initial=AgeBand.ADULT, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[ANYTHING, *Language.choices], required=False)
    gender = forms.ChoiceField(label=_("With"), choices=[("", _("Anybody")), *Gender.choices[:2]], required=False)
    hours = forms.ChoiceField(label=_("When"), choices=[ANYTHING, *Hours.choices], required=False)
    panel = forms.ModelChoiceField(
        label=_("Counselors from"), queryset=Panel.objects.none(), required=False, empty_label=_("The whole network")
    )
    called = forms.CharField(
        label=_("What to call them"), max_length=60, required=False, help_text=_("An alias will do, or nothing."),
        widget=forms.TextInput(attrs=OFF),
    )
    reach = forms.CharField(
        label=_("How to reach them"), max_length=120, required=False,
        help_text=_("For the therapist who accepts. Empty: they call."), widget=forms.TextInput(attrs=OFF),
    )

    def __init__(self, *args, country, panels=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country
        if panels:
            self.fields["panel"].queryset = panels
        else:
            del self.fields["panel"]

    def clean_age_band(self):
        """An adult where nothing else was said."""
        return self.cleaned_data["age_band"] or AgeBand.ADULT

    def clean_place(self):
        """The place that is meant, or none."""
        text = self.cleaned_data["place"].strip()
        if not text or self._as_it_was():
            return None
        found = locate(text, self.country)
        if found is None:
            raise forms.ValidationError(_("We know no postcode or town like this. Try a larger town nearby, or leave it empty."))
        return found

    def _as_it_was(self) -> bool:
        """Whether the place still stands there as it was found: its name alone could mean another town."""
        return bool(self.initial.get("located")) and "place" not in self.changed_data

    def wishes(self) -> dict:
        """Columns of the contact; as far as they were understood."""
        data = self.cleaned_data
        found = {name: data[name] for name in WISHES if name in data and name != "place"}
        if self._as_it_was():
            return found
        place = data.get("place")
        said = "" if "place" in data else str(self.data.get("place", ""))[:160]  # not understood, but kept for a call that goes on
        located = {"place": said, "jurisdiction": "", "latitude": None, "longitude": None}
        if place is not None:
            located = {
                "place": place.name, "jurisdiction": jurisdiction_of(place), "latitude": place.latitude, "longitude": place.longitude,
            }
        return {**found, **located}


class IntakeForm(WishForm):
    """Employer, number, support sought: nothing else is needed."""

    needed = frozenset({"number"})
    field_order = ("employer", "number", "relation", "service", "support", *WISHES)

    employer = forms.CharField(
        label=_("Employer"), max_length=120, help_text=_("Any name callers use; a part of it will do."),
        widget=forms.TextInput(attrs={**OFF, "list": "employers", "autofocus": True}),
    )
    number = forms.CharField(
        label=_("Employee number"), max_length=60, required=False,
        help_text=_("Kept only as a code nobody can read back; never shown again."), widget=NeverShown(attrs=OFF),
    )
    relation = forms.ChoiceField(label=_("Who calls"), choices=Relation.choices, initial=Relation.EMPLOYEE)
    member = forms.CharField(
        label=_("Which child, or which other person"), max_length=20, required=False,
        help_text=_("Only if several of the household may call: the year of birth. Kept only as a code; never shown again."),
        widget=NeverShown(attrs={**OFF, "inputmode": "numeric"}),
    )
    service = forms.ChoiceField(label=_("Support sought"), choices=[("", _("Choose")), *Service.choices])
    support = forms.CharField(
        label=_("In a few words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No names. Whoever is asked to help reads this after accepting."),
    )

    def __init__(self, *args, organization, contact=None, **kwargs):
        super().__init__(*args, country=organization.country, **kwargs)
        self.organization, self.contact = organization, contact
        for name, kept in (("number", "subject_key"), ("member", "member_key")):
            if contact is not None and getattr(contact, kept):
                self.fields[name].help_text = _("Entered already; leave it empty to keep it.")

    def clean_employer(self):
        """The one employer that is meant."""
        found = named(self.organization, self.cleaned_data["employer"])
        if not found:
            raise forms.ValidationError(_("No employer goes by this name. Ask how it is written, or for another name."))
        if len(found) > 1:
            listed = ", ".join(row.name for row in found)
            raise forms.ValidationError(_("Which one? %(names)s") % {"names": listed})
        return found[0]

    def call(self) -> Call:
        """What the workflow takes, as far as it was understood."""
        data = self.cleaned_data
        employer = data.get("employer")
        return Call(
            employer=employer, employer_said=str(self.data.get("employer", ""))[:120], number=data.get("number", ""),
            relation=data.get("relation") or Relation.EMPLOYEE, member=data.get("member", ""), service=data.get("service", ""),
            support=data.get("support", ""), wishes=self.wishes(),
        )


def initial_of(contact: Contact) -> dict:
    """A call as it was kept, for the form; the number is not among it."""
    found = {name: getattr(contact, name) for name in ("relation", "service", "support", *WISHES)}
    named = contact.employer.name if contact.employer else contact.employer_said
    return {**found, "located": contact.latitude is not None, "employer": named}
