"""The words for boards' files: our fields, why a file was refused and how to mend it, what is odd about a row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from licensure.holdings import Status
from licensure.words_lists import unavailable_words

FIELDS = {
    "number": gettext_lazy("License number"), "family_name": gettext_lazy("Family name"), "given_name": gettext_lazy("Given name"),
    "middle_name": gettext_lazy("Middle name"), "full_name": gettext_lazy("Whole name in one column"),
    "title": gettext_lazy("Title or profession"), "status": gettext_lazy("Status of the license"),
    "status_detail": gettext_lazy("Second column of the status"),
    "first": gettext_lazy("First issued"), "last": gettext_lazy("Expires"), "city": pgettext_lazy("of residence or work", "City"),
    "discipline": gettext_lazy("Discipline or measure"), "discipline_day": gettext_lazy("Day of the measure"),
    "case": gettext_lazy("Case number"),
}
STATUSES = {
    Status.ACTIVE: pgettext_lazy("license", "active"), Status.INACTIVE: pgettext_lazy("license", "inactive"),
    Status.LAPSED: pgettext_lazy("license", "lapsed"), Status.SUSPENDED: pgettext_lazy("license", "suspended"),
    Status.REVOKED: pgettext_lazy("license", "revoked"), Status.SURRENDERED: pgettext_lazy("license", "surrendered"),
    Status.RETIRED: pgettext_lazy("license", "retired"), Status.PROBATION: gettext_lazy("on probation"),
    Status.CONDITIONAL: gettext_lazy("with conditions"), Status.PENDING: pgettext_lazy("license", "pending"),
}


def refused_words(error) -> str:
    """Why a board's file was not taken, and what would make it possible."""
    told = {"detail": error.detail, "row": error.row}
    sentences = {
        "header": _("No row of the file names the columns a board publishes. Bring the board's table itself, as CSV, TSV or XLSX."),
        "unmapped": _("Columns that were mapped are not in this file: %(detail)s. Look whether it is the right file; if the board "
                      "changed its columns, say on its page what they mean now.") % told,
        "cut_short": _("The last row (%(row)s) ends in the middle: the file may be cut off. Fetch it again; if that row is a note under "
                       "the table, take it out.") % told,
        "malformed": _("Too many rows do not fit their columns (%(detail)s), the first is row %(row)s. Look whether the columns are "
                       "mapped right and the file is whole.") % told,
        "other_board": _("Most people of the file in use are not in this one (%(detail)s): it looks like another board's or another "
                         "title's file. Choose the board and titles it is for.") % told,
        "shrunken": _("The file has lost half of its rows or more (%(detail)s). Fetch it again.") % told,
        "older": _("A file of %(detail)s is in use, and this one is older. Nothing changed.") % told,
        "future": _("The day %(detail)s lies in the future. Enter the day that stands on the board's page or file.") % told,
        "twice": _("One column cannot mean two things: %(detail)s.") % told,
        "mapping": _("Say which column holds this: %(detail)s.") % {"detail": _fields(error.detail)},
        "word": _("No status is called %(detail)s.") % told,
    }
    return sentences.get(error.code) or unavailable_words(error)


def odd_words(code: str) -> str:
    """What is wrong with a row that was kept out."""
    sentences = {
        "cells": _("its cells do not stand under their columns"),
        "missing": _("it does not say who, or what was decided"),
        "missing_or_bad": _("number, name or status is missing, or a day cannot be read"),
    }
    return sentences.get(code, code)


def _fields(detail: str) -> str:
    """Our fields in words."""
    for mark in (" / ", ", "):
        if mark in detail:
            return mark.join(_fields(each) for each in detail.split(mark))
    return str(FIELDS.get(detail, detail))
