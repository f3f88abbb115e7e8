"""What was seen, one short line per criterion: the "Observed" of a findings table and of a letter."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from vetting import words_seen_records, words_seen_work
from vetting.words_lines import READERS
from vetting.words_values import source_value, source_value_label

FAMILIES = (words_seen_work, words_seen_records)  # importing them fills READERS


def seen(finding) -> str:
    """What was seen, as one line; "" when nobody said anything."""
    return READERS.get(finding.criterion, other)(finding.observed, str(finding.outcome))


def other(values: Mapping, outcome: str) -> str:
    """Values no criterion of ours names: each with its label."""
    pairs = [(source_value_label(name), source_value(value)) for name, value in values.items()]
    return "; ".join(_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in pairs if value)
