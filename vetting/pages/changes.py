"""What was changed after it was verified, in words: what, from what, to what, who, when, why, and where in the trail."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.models import Credential, License, Position
from licensure.models.verifications import VerificationState
from network.formats import day
from network.models import Person
from vetting.pages.worksheet import element_words

FIELDS = {
    "as_of": gettext_lazy("As of"), "good_through": gettext_lazy("Good through"), "source": gettext_lazy("Source"),
    "first": gettext_lazy("First day"), "last": gettext_lazy("Last day"), "state": gettext_lazy("State"),
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
    words = dict(VerificationState.choices) if change.field == "state" else {}
    before, after = (str(words[value]) if value in words else _words(value) for value in (change.before, change.after))
    why = change.why or (_("No reason given: therapists are not asked for one.") if event.scope.startswith("practitioner:") else "")
    return ChangeRow(about, _field(change.field), before, after, event.who, event.at, why, f"#{event.sequence}")


def _field(name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name])
    for model in (License, Credential, Position, Person):
        if name in {field.name for field in model._meta.concrete_fields}:
            return capfirst(str(model._meta.get_field(name).verbose_name))
    return name


def _words(value) -> str:
    if value in (None, ""):
        return _("nothing")
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)
