"""The words for what can be wrong with a roster or a list file. Codes come from `rosters` and `sources`, which are pure."""

from django.utils.translation import gettext as _


def fault_words(fault) -> str:
    """One fault of a roster, with its row and column."""
    sentences = {
        "missing_column": _("The column is missing."),
        "empty": _("The cell is empty."),
        "encoding": _("The file is not UTF-8. Save it as “CSV UTF-8”."),
        "unreadable": _("The quotes of this row do not close."),
        "bad_date": _("“%(value)s” is not a date. Write it as 1980-12-31.") % {"value": fault.value},
        "bad_npi": _("“%(value)s” is not an NPI: ten digits, the last a check digit.") % {"value": fault.value},
        "cells": _("This row has %(value)s cells, more than the header.") % {"value": fault.value},
        "no_rows": _("The file has no rows."),
    }
    told = {"row": fault.row, "column": fault.column, "what": sentences.get(fault.code, fault.code)}
    if fault.column:
        return _("Row %(row)s, column %(column)s: %(what)s") % told
    return _("Row %(row)s: %(what)s") % told


def unavailable_words(error) -> str:
    """Why a list file was refused."""
    sentences = {
        "empty": _("The file is empty."),
        "binary": _("The file is no text."),
        "encoding": _("The file's letters cannot be read (%(detail)s).") % {"detail": error.detail},
        "header": _("The first row does not name the columns of this list."),
        "columns": _("The columns are not those of this list: %(detail)s.") % {"detail": error.detail},
        "unreadable": _("Row %(row)s cannot be read: its quotes do not close.") % {"row": error.row},
        "no_rows": _("The file has a header and no rows."),
        "shrunken": _("The file has lost half of its rows or more (%(detail)s).") % {"detail": error.detail},
        "older": _("The file is older than the one in use (%(detail)s).") % {"detail": error.detail},
        "future": _("The file's date lies in the future (%(detail)s).") % {"detail": error.detail},
    }
    return sentences.get(error.code, error.code)
