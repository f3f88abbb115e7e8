"""Bringing a board's file, and saying once what its columns and its status words mean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licensure.models import BoardFileKind
from licensure.sources.board_files import FIELDS, NEEDED, BoardColumns, Kind
from licensure.words_boards import FIELDS as FIELD_WORDS
from licensure.words_boards import STATUSES
from network.forms_base import DayField, Form, required_words
from network.upload_limit import MOST

MOST_WORDS = 60
OF_DISCIPLINE = ("number", "family_name", "given_name", "middle_name", "full_name", "discipline", "discipline_day", "case")
DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class BringForm(Form):
    """The file of one board, and the day it is of."""

    roster = forms.FileField(label=_("The board’s file"), help_text=_("CSV, TSV or XLSX, up to 50 MB, as the board publishes it."))
    as_of = DayField(label=_("As of"), help_text=_("The day that stands on the board’s page or file, not today’s date."))
    kind = forms.ChoiceField(label=_("What stands in it"), choices=BoardFileKind.choices, initial=BoardFileKind.ROSTER)
    titles = forms.MultipleChoiceField(
        label=_("Which titles it covers"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none when it holds everybody the board licenses. Somebody missing from a file of other titles is not missing."),
    )

    def __init__(self, *args, titles=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["titles"].choices = list(titles)

    def clean_roster(self):
        """Its size, before it is read."""
        upload = self.cleaned_data["roster"]
        if upload.size > MOST:
            raise forms.ValidationError(_("This file is larger than 50 MB. Whoever runs the installation can load it at the terminal."))
        return upload


class MapForm(Form):
    """One choice for each of our fields, and one for each status word the file shows."""

    days = forms.ChoiceField(
        label=_("How days are written"), initial="month", choices=[("month", _("Month first, 03/31/2027, or 2027-03-31")),
                                                                   ("day", _("Day first, 31/03/2027"))],
    )  # fmt: skip

    def __init__(self, *args, kind, columns, words=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.words = Kind(kind), tuple(words)[:MOST_WORDS]
        shown = FIELDS if self.kind is Kind.ROSTER else OF_DISCIPLINE
        listed = [("", _("Not in this file")), *((column, column) for column in columns)]
        for name in shown:
            needed = name in NEEDED[self.kind]
            self.fields[name] = forms.ChoiceField(label=FIELD_WORDS[name], choices=listed, required=needed)
        meanings = [("", _("Nobody knows: a person decides each time")), *((str(key), words) for key, words in STATUSES.items())]
        for place, word in enumerate(self.words):
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=_("“%(word)s” means") % {"word": word}, choices=meanings, required=False
            )
        for name in shown:
            self.fields[name].error_messages["required"] = required_words(self.fields[name])

    def fields_said(self) -> dict[str, str]:
        """Our field → their column, as far as it was said."""
        data = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self.initial
        return {name: data[name] for name in FIELDS if data.get(name)}

    def columns(self) -> BoardColumns:
        """The mapping. Raises ListUnavailable for one that could find nobody."""
        words = {word: self.cleaned_data[f"word_{place}"] for place, word in enumerate(self.words)}
        formats = DAY_FIRST if self.cleaned_data["days"] == "day" else ()
        return BoardColumns(self.kind, self.fields_said(), {word: ours for word, ours in words.items() if ours}, formats)
