"""Employers, their names and contracts; crisis lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Contract, Panel, Service


class NameForm(Form):
    """A name callers say."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ContractForm(Form):
    """What an employer's people may use."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Through"), required=False)
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1, max_value=99, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    per = forms.ChoiceField(label=_("Counted"), choices=Contract.Per.choices)
    services = forms.MultipleChoiceField(
        label=_("For"), choices=Service.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for every service."),
    )
    household = forms.BooleanField(label=_("Members of the household may call too"), required=False)
    whose = forms.ChoiceField(
        label=_("The sessions are for"), choices=Contract.Whose.choices, initial=Contract.Whose.PERSON, required=False,
        help_text=_("Together: what one of the household uses, the others have less."),
    )
    panel = forms.ModelChoiceField(
        label=_("Counselors from"), queryset=Panel.objects.none(), required=False, empty_label=_("The whole network")
    )
    number_pattern = forms.RegexField(
        r"^[#@0-9A-Za-z /.-]*$", label=_("What an employee number looks like"), max_length=40, required=False,
        help_text=_("# is a digit, @ a letter: “@#####”. Empty takes anything."),
        error_messages={"invalid": _("Only #, @, letters, digits and - / . are understood.")},
    )

    def __init__(self, *args, panels=None, **kwargs):
        super().__init__(*args, **kwargs)
        if panels:
            self.fields["panel"].queryset = panels
        else:
            del self.fields["panel"]

    def clean_whose(self):
        """Each person's, where nothing else was said."""
        return self.cleaned_data["whose"] or Contract.Whose.PERSON

    def clean(self):
        """The days stand in order; a household has sessions together where it may call."""
        data = super().clean()
        if data.get("whose") == Contract.Whose.HOUSEHOLD and not data.get("household"):
            self.add_error("whose", _("Say that members of the household may call too, or choose each person."))
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return data

    def contract(self) -> Contract:
        """Not saved yet."""
        return Contract(**self.cleaned_data)


class EndContractForm(Form):
    """The last day callers are covered."""

    last = DayField(label=_("Last day"))


class LineForm(Form):
    """Whom to call in a crisis."""

    place = forms.RegexField(
        r"^[A-Za-z]{2}(-[0-9A-Za-z]{1,4})?$", label=_("Where it counts"), max_length=10,
        help_text=_("The code of a country or state, such as NL or US-IL."),
        error_messages={"invalid": _("Write a code such as NL or US-IL.")},
    )
    name = forms.CharField(label=_("What it is"), max_length=120)
    number = forms.CharField(label=_("Number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    note = forms.CharField(label=_("When to use it"), max_length=200, required=False)
    source = forms.CharField(label=_("Where it was read"), max_length=200)
    checked_on = DayField(label=_("Checked on"))
