"""The words for what can be wrong with a roster or a list file. Codes come from `rosters` and `sources`, which are pure."""

from django.utils.translation import gettext as _


def fault_sentence(fault) -> str:
    """What is wrong in one cell of a roster, without saying where."""
    sentences = {
        "missing_column": _("The column is missing."),
        "empty": _("The cell is empty."),
        "encoding": _("The file is not UTF-8. Save it as “CSV UTF-8”."),
        "unreadable": _("The quotes of this row do not close."),
        "bad_date": _("“%(value)s” is not a date. Write it as 1980-12-31.") % {"value": fault.value},
        "bad_npi": _("“%(value)s” is not an NPI: ten digits, the last a check digit.") % {"value": fault.value},
        "cells": _("This row has %(value)s cells, more than the header.") % {"value": fault.value},
        "nul": _("The cell holds a character that is no text."),
        "no_rows": _("The file has no rows."),
    }
    return str(sentences.get(fault.code, fault.code))


def fault_words(fault) -> str:
    """One fault of a roster, with its row and column."""
    return at_cell(fault.row, fault.column, fault_sentence(fault))


def at_cell(row: int, column: str, what: str) -> str:
    """What is wrong, and where; an empty column means the whole row."""
    told = {"row": row, "column": column, "what": what}
    if column:
        return _("Row %(row)s, column %(column)s: %(what)s") % told
    return _("Row %(row)s: %(what)s") % told


def candidate_told(key, candidate) -> dict:
    """A candidate on list `key` as JSON tells it."""
    entry = candidate.entry
    shown = {
        "id": entry.key,
        "family_name": entry.family,
        "given_name": entry.given,
        "middle_name": entry.middle,
        "npi": entry.npi,
    }
    shown["date_of_birth"] = entry.date_of_birth.isoformat() if entry.date_of_birth else None
    reasons = [{"identifier": each.identifier, "verdict": each.verdict, "how": each.how} for each in candidate.reasons]
    return {"list": key, "entry": shown, "score": candidate.score, "band": str(candidate.band), "reasons": reasons}


def firm_told(found) -> dict:
    """A row that names a company like the one looked for, as JSON tells it."""
    entry = {"id": found.entry.pk, "name": str(found.entry), "listed_as": found.name}
    return {"list": found.version.exclusion_list_id, "entry": entry, "band": "possible", "alike": found.alike}


def unavailable_words(error) -> str:
    """Why a list file was refused."""
    told = {"detail": error.detail, "row": error.row}
    sentences = {
        "empty": _("The file is empty."),
        "binary": _("The file is no text."),
        "encoding": _("The file's letters cannot be read (%(detail)s).") % told,
        "header": _("The first row does not name the columns of this list."),
        "columns": _("The columns are not those of this list: %(detail)s.") % told,
        "unreadable": _("Row %(row)s cannot be read: its quotes do not close.") % told,
        "no_rows": _("The file has a header and no rows."),
        "cut_short": _("The last row (%(row)s) ends in the middle: the file is cut off. Fetch it again.") % told,
        "shrunken": _("The file has lost half of its rows or more (%(detail)s).") % told,
        "older": _("The file is older than the one in use (%(detail)s).") % told,
        "future": _("The file's date lies in the future (%(detail)s).") % told,
        "files": _("This list consists of other files than these: %(detail)s is missing, twice there or too many.") % told,
        "doctype": _("The file declares a document type, which no list needs; it is not read."),
        "bomb": _("The workbook could not be read within the limits of memory and time."),
        "packed": _("The archive holds no single text file, or is locked with a password. Unpack it and bring the file itself."),
        "unmapped": _("Columns of the mapping are not in the file: %(detail)s. Give the mapping anew with --map.") % told,
        "mapping": _("This cannot be mapped: %(detail)s.") % told,
        "no_base": _("A supplement needs the whole list first."),
        "no_changes": _("This list has no supplements; load the whole file."),
    }
    return sentences.get(error.code, error.code)
