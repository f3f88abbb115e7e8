"""Who answers at which desk, and who hears of a day that passed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from network.models import Person
from vetting.answering import DESKS, NEEDS, Office
from vetting.labels import DESK_LABELS

HELP = {
    "reviewer": _("While a file waits for checks, the therapist or a source, and nobody has it."),
    "director": _("While a file waits for a director to decide."), "committee": _("While a file waits for the committee."),
    "lead": _("Without a name, the first network manager."),
    "escalation": _("Never the one who let it pass: then a director hears of it, else a network manager. Without a name, likewise."),
}


class DesksForm(Form):
    """A colleague for each desk, among those whose role fits it."""

    def __init__(self, *args, office: Office, **kwargs):
        super().__init__(*args, **kwargs)
        for desk in DESKS:
            fitting = [(str(seat.person), seat.name) for seat in office.seats if set(NEEDS[desk]) & seat.roles]
            self.fields[desk] = forms.ChoiceField(
                label=DESK_LABELS[desk], help_text=HELP[desk], required=False, choices=[("", _("By the rule")), *fitting],
                initial=str(office.named.get(desk, "")),
            )

    def chosen(self) -> dict[str, Person | None]:
        """The person of each desk; None where the rule says who."""
        people = Person.objects.in_bulk([int(number) for number in self.cleaned_data.values() if number])
        return {desk: people.get(int(number)) if number else None for desk, number in self.cleaned_data.items()}
