"""What a therapist fills in about herself. One form per page."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.npi import is_valid
from network import words_professions
from network.forms_base import DayField, DayWidget, Form
from network.models import PractitionerName

PROFESSIONS = list(words_professions.PROFESSIONS.items())


class ProfileForm(Form):
    """Name, birth date, profession, NPI, how and where she is reached."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        help_text=_("As it stands on your license."),
    )
    prefix = forms.CharField(label=_("Prefix"), max_length=30, required=False, help_text=_("As in “van der”."))
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    date_of_birth = DayField(label=_("Date of birth"))
    profession = forms.ChoiceField(label=_("Profession"), choices=PROFESSIONS)
    npi = forms.CharField(
        label=_("NPI"), max_length=10, required=False, help_text=_("10 digits; only for the United States."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    practice_address = forms.CharField(
        label=_("Practice address"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Where clients come to. It also shows whether somebody who decides about you works there."),
    )

    PERSON = ("given_name", "prefix", "family_name", "date_of_birth")
    PRACTITIONER = ("profession", "npi", "phone", "practice_address")

    def clean_npi(self):
        """Ten digits whose check digit fits (Luhn over 80840 and the number)."""
        number = self.cleaned_data["npi"].strip()
        if number and not is_valid(number):
            raise forms.ValidationError(_("This NPI does not exist: its digits do not fit together. Check it against your NPPES record."))
        return number

    def clean_date_of_birth(self):
        """A day in the past."""
        day = self.cleaned_data["date_of_birth"]
        if day.year < 1900 or day >= date(2020, 1, 1):
            raise forms.ValidationError(_("Check the year."))
        return day

    def parts(self) -> tuple[dict, dict]:
        """What belongs to the person, and what to the practitioner."""
        data = self.cleaned_data
        return {name: data[name] for name in self.PERSON}, {name: data[name] for name in self.PRACTITIONER}


class NameForm(Form):
    """A name she has or had."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PractitionerName.Kind.choices)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    prefix = forms.CharField(label=_("Prefix"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    until_year = forms.IntegerField(
        label=_("Used until (year)"), required=False, min_value=1930, max_value=2100, help_text=_("Empty when you still use it.")
    )
    upload = None

    def __init__(self, *args, on=None, country="", **kwargs):
        super().__init__(*args, **kwargs)

    def values(self) -> dict:
        """What the workflow writes."""
        return dict(self.cleaned_data)

    def warning(self) -> str:
        """Nothing ever looks unusual here."""
        return ""


class MonthWidget(DayWidget):
    """A remembered month in two fields: month, year."""

    parts = DayWidget.parts[1:]

    def decompress(self, value):
        """The two numbers of a month."""
        return super().decompress(value)[1:]


class MonthField(DayField):
    """A remembered month in two fields; gives its first day."""

    widget = MonthWidget
    default_error_messages = {
        "required": _("Enter a month and a year."),
        "incomplete": _("Enter both the month and the year."),
        "invalid": _("This month does not exist. Enter a number from 1 to 12."),
    }

    def __init__(self, **kwargs):
        boxes = [forms.CharField(required=False, localize=False) for _part in MonthWidget.parts]
        forms.MultiValueField.__init__(self, boxes, require_all_fields=False, **kwargs)

    def clean(self, value):
        """The first day of the month. Raises ValidationError that says how to mend it."""
        given = value if isinstance(value, list | tuple) and any(value) else None
        return super().clean(["1", *given] if given else None)


class PositionForm(Form):
    """A stretch of work, or why there was none. `on` is today: nothing here begins later."""

    kind = forms.ChoiceField(
        label=_("What was it?"), widget=forms.RadioSelect, initial="work",
        choices=[("work", _("Work")), ("gap", _("A time without work"))],
    )
    employer = forms.CharField(label=_("Where did you work?"), max_length=200, required=False, help_text=_("Your own practice counts too."))
    role = forms.CharField(label=_("Your role"), max_length=200, required=False)
    eap = forms.BooleanField(label=_("This was work for an employee assistance program"), required=False)
    first_month = MonthField(label=_("From"))
    last_month = MonthField(label=_("Until"), required=False, help_text=_("Empty when it goes on."))
    explanation = forms.CharField(
        label=_("What you did when you did not work"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: parental leave, study, a move, illness. A few words are enough."),
    )
    upload = None

    def __init__(self, *args, on, country="", **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        gap = (self.data.get("kind") or self.initial.get("kind")) == "gap"
        self.fields["employer"].required, self.fields["explanation"].required = not gap, gap
        self.fields["employer"].error_messages["required"] = _("Say where you worked; your own practice counts too.")
        self.fields["explanation"].error_messages["required"] = _("Say in a few words what you did in this time.")

    def clean(self):
        """Months in order and not ahead."""
        data = super().clean()
        first, last = data.get("first_month"), data.get("last_month")
        if first and first > self.on:
            self.add_error("first_month", _("This month has not come yet."))
        if first and last and last < first:
            self.add_error("last_month", _("This lies before the first month."))
        elif last and last > self.on:
            self.add_error("last_month", _("This month has not come yet. Leave it empty when the work goes on."))
        return data

    def values(self) -> dict:
        """What the workflow writes."""
        return dict(self.cleaned_data)

    def warning(self) -> str:
        """Nothing ever looks unusual here."""
        return ""
