"""Bringing a roster: first the file, then a yes to what was read."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licensure.roster_sheets import as_csv
from licensure.sources import ListUnavailable
from licensure.words_lists import unavailable_words
from network.formats import listed
from network.formats import number as written
from network.forms_base import Form
from vetting.roster_columns import header_of

MOST_BYTES = 1_000_000
SENT_BACK = 2 * MOST_BYTES  # a browser sends every end of a line as two signs
MOST_COLUMNS = 150  # what a person can be asked about; ours are a few dozen
ALIKE = {"npi": _("NPI"), "license": _("license number"), "name_and_birth": _("name and date of birth")}


class RosterForm(Form):
    """The file as a spreadsheet saves it. `western` and `formulas` as in `licensure.roster_sheets.Opened`."""

    roster = forms.FileField(
        label=_("Roster"), help_text=_("A workbook (XLSX) or a CSV file, up to 1 MB. Nothing is recorded before you have seen it.")
    )
    western = False
    formulas: tuple[str, ...] = ()

    def clean_roster(self):
        """What stands in it as CSV; a file that is too large or empty, and one nobody can open, says so."""
        upload = self.cleaned_data["roster"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB. Split it into parts."))
        try:
            found = as_csv(upload.read())
        except ListUnavailable as error:
            raise forms.ValidationError(unavailable_words(error)) from error
        if len(found.content) > MOST_BYTES:
            raise forms.ValidationError(_("What stands in this file is larger than 1 MB. Split it into parts."))
        if (count := len(header_of(found.content))) > MOST_COLUMNS:
            told = {"count": count, "most": MOST_COLUMNS}
            message = _("This file has %(count)s columns; at most %(most)s are read. Leave out those nobody needs.")
            raise forms.ValidationError(message % told)
        self.western, self.formulas = found.western, found.formulas
        return found.content


class ColumnsForm(Form):
    """What each column nobody looks at means; a column of ours is meant once."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=SENT_BACK, strip=False)

    def __init__(self, *args, theirs, ours, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = theirs
        choices = [("", _("Nothing we read")), *((name, name) for name in ours)]
        for number, name in enumerate(theirs):
            self.fields[f"column-{number}"] = forms.ChoiceField(label=name, choices=choices, required=False)

    def clean(self):
        """No two columns mean the same."""
        data, seen = super().clean(), set()
        for number, _name in enumerate(self.theirs):
            meant = data.get(f"column-{number}")
            if meant and meant in seen:
                self.add_error(f"column-{number}", _("Another column means this already."))
            seen.add(meant)
        return data

    def meant(self) -> dict[str, str]:
        """Their column to ours."""
        said = {name: self.cleaned_data.get(f"column-{number}") for number, name in enumerate(self.theirs)}
        return {name: ours for name, ours in said.items() if ours}


NEW = "new"
MOST_ASKED = 200  # rows a person decides in one go; a form may carry at most DATA_UPLOAD_MAX_NUMBER_FIELDS fields


class KnownForm(Form):
    """Who each row is that may be somebody known: one of those it resembles, or somebody new.

    `rows` are all of them; the first MOST_ASKED are asked about, and `later` are those that wait for the next time.
    """

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {maybe.practitioner.reference: maybe.practitioner for maybe in found}
        rows: dict[int, list] = {}
        for maybe in found:
            rows.setdefault(maybe.row, []).append(maybe)
        self.rows = tuple(rows)
        self.asked, self.later = self.rows[:MOST_ASKED], self.rows[MOST_ASKED:]
        for row in self.asked:
            some = rows[row]
            told = [(maybe.practitioner.reference, _known(maybe)) for maybe in some]
            label = _("Row %(row)s: %(name)s") % {"row": row, "name": some[0].name}
            self.fields[f"same-{row}"] = forms.ChoiceField(
                label=label, choices=[*told, (NEW, _("Somebody new"))], widget=forms.RadioSelect
            )

    def same(self) -> dict:
        """The therapist each row is that was asked about, or None for somebody new."""
        return {row: self.people.get(self.cleaned_data[f"same-{row}"]) for row in self.asked}


def _known(maybe) -> str:
    alike = listed([str(ALIKE[mark]) for mark in maybe.alike])
    who = maybe.practitioner
    return _("%(name)s, %(reference)s: the same %(what)s") % {"name": who.person.full_name, "reference": who.reference, "what": alike}


class PastDueForm(Form):
    """What becomes of everybody whose next vetting was due before today, decided once for all; asks nothing where nobody is."""

    def __init__(self, *args, movers, **kwargs):
        super().__init__(*args, **kwargs)
        if late := sum(mover.past_due for mover in movers):
            label = ngettext(
                "%(count)s vetting was due before today", "%(count)s vettings were due before today", late
            ) % {"count": written(late)}
            help_text = _("As past due, nobody is offered to clients before the next vetting is decided; it is opened at once.")
            self.fields["past_due"] = forms.ChoiceField(
                label=label, help_text=help_text, choices=[("in", _("Record them as past due")), ("out", _("Leave them out"))],
                widget=forms.RadioSelect,
            )

    @property
    def comes_in(self) -> bool:
        """Whether a person said that they come in."""
        return self.cleaned_data.get("past_due") == "in"


class ConfirmForm(Form):
    """The text that was shown, sent back to be recorded; it is read and checked again."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=SENT_BACK, strip=False)
