"""The page of an organization's own words for its letters."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network.access import Action
from network.formats import day
from network.letters import SUBJECTS
from network.models import LetterText
from network.parts import Tag, Task

NAMED = {"en": "English", "nl": "Nederlands"}


@dataclass(frozen=True, slots=True)
class WordingsPage:
    """Everything `network/wordings.html` shows: what is written, and the versions of the chosen letter."""

    title: str
    text: str
    written: tuple[Task, ...]
    versions: tuple[LetterText, ...]
    chosen: str
    may_write: bool


def wordings_page(rows, organization, chosen, *, on: date, actor) -> WordingsPage:
    """What is added now, letter by letter; of the chosen one (kind, language) every version."""
    newest, here = {}, reverse("letter_texts", args=(organization.slug,))
    for row in rows:  # the newest version of each comes first
        newest.setdefault((row.kind, row.language), row)
    return WordingsPage(
        title=_("Your own words in letters"),
        text=_("Every letter says what it must. Here you add what is yours, by letter and language; each change is a new version."),
        written=tuple(_written(row, organization, here, on) for row in newest.values()),
        versions=tuple(row for row in rows if (row.kind, row.language) == chosen),
        chosen=f"{subject(chosen[0], organization)} · {NAMED[chosen[1]]}" if chosen else "",
        may_write=Action.WRITE_POLICY in actor.actions,
    )


def _written(row, organization, here, on) -> Task:
    ahead = row.effective_from > on
    word = _("From %(day)s") % {"day": day(row.effective_from)} if ahead else _("Added") if row.text else _("Nothing added")
    note = _("%(language)s · version %(version)s since %(day)s") % {
        "language": NAMED[row.language], "version": row.version, "day": day(row.effective_from),
    }
    address = f"{here}?{urlencode({'kind': row.kind, 'language': row.language})}"
    return Task(subject(row.kind, organization), Tag("draft" if ahead or not row.text else "good", word), address, note)


def subject(kind: str, organization) -> str:
    """The letter by its own subject."""
    return str(SUBJECTS[kind]) % {"organization": organization.name}
