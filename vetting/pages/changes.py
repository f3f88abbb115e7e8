"""What was changed after it was verified, in words: what, from what, to what, who, when, why, and where in the trail."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.models import Credential, License, Position
from licensure.models.verifications import VerificationState
from network.formats import day, plainly
from network.models import Person
from vetting.pages.worksheet import element_words

FIELDS = {
    "as_of": gettext_lazy("As of"), "good_through": gettext_lazy("Good through"), "source": gettext_lazy("Source"),
    "first": gettext_lazy("First day"), "last": gettext_lazy("Last day"), "state": gettext_lazy("State"),
    "in_writing": gettext_lazy("In writing"), "kind": gettext_lazy("Kind"),
    "document": gettext_lazy("Document"), "name": gettext_lazy("Other name"),
}
COVERS = {"authority": gettext_lazy("Authority to practice"), "insurance": gettext_lazy("Liability insurance")}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field that was changed."""

    what: str
    field: str
    before: str
    after: str
    who: str
    at: datetime
    why: str
    number: str


def change_rows(changes) -> tuple[ChangeRow, ...]:
    """Changes in words, in the order they come."""
    return tuple(map(_row, changes))


def _row(change) -> ChangeRow:
    event = change.event
    about = str(COVERS.get(change.about) or element_words(change.about))
    before, after = (_words(change.field, value) for value in (change.before, change.after))
    why = change.why or (_("No reason given: therapists are not asked for one.") if event.scope.startswith("practitioner:") else "")
    return ChangeRow(about, _field(change.field), before, after, event.who, event.at, why, f"#{event.sequence}")


def _field(name: str) -> str:
    declared = _declared(name)
    return str(FIELDS.get(name) or (capfirst(str(declared[0].verbose_name)) if declared else name))


def _declared(name: str) -> list:
    """The fields of that name of what a therapist may rewrite."""
    return [field for model in (License, Credential, Position, Person) for field in model._meta.concrete_fields if field.name == name]


def _words(name: str, value) -> str:
    """A value as it was kept; a day as people write it."""
    codes = {code: label for field in _declared(name) for code, label in field.flatchoices}
    if name == "state":
        codes |= dict(VerificationState.choices)
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return plainly(value, codes)
