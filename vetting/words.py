"""The sentences for every criterion, in the reader's language: what it is, what was seen, what is asked, and the cure.

The rules speak in codes and plain values; only here do they become words.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.words_rule import by_rule
from vetting.wording import ELEMENTS, HELP
from vetting.wording_criteria import CURES, TITLES
from vetting.words_asked import asked
from vetting.words_seen import seen
from vetting.words_values import code, source_value, source_value_label

__all__ = [
    "code", "cure", "element_label", "field_help", "limit", "observed", "problem", "required",
    "source_value", "source_value_label", "title",
]


def title(criterion: str) -> str:
    """The criterion in a few words, as the findings table shows it."""
    return str(TITLES.get(criterion, criterion))


def cure(criterion: str) -> str:
    """What would make it possible, as one sentence."""
    return str(CURES.get(criterion, ""))


def element_label(element: str) -> str:
    """An evidence element in words."""
    return str(ELEMENTS.get(element, element))


def field_help(field: str) -> str:
    """What a field of a limit means, with its unit."""
    return str(HELP.get(field, ""))


def observed(finding) -> str:
    """What was seen, as one line; says so when nobody said anything, or when its reader does not read peer review."""
    if finding.observed.get("closed"):
        return _("closed to you: peer review")
    said = seen(finding) or (_("nothing on file") if finding.outcome == "unknown" else _("none"))
    rule, _dot, version = str(finding.observed.get("rule") or "").partition(".")
    return _("%(fact)s; %(rule)s") % {"fact": said, "rule": by_rule(rule, version)} if rule else said


def required(finding) -> str:
    """What the organization asks, as one line."""
    return limit(finding.criterion, finding.required)


def limit(criterion: str, values: Mapping) -> str:
    """A policy row's limit as one line, numbers with their unit; the title when values are missing."""
    return asked(criterion, values) or title(criterion)


PROBLEMS = {
    "missing": gettext_lazy("%(title)s needs a value for “%(field)s”."),
    "unknown": gettext_lazy("%(title)s has no field “%(field)s”."),
    "wrong_type": gettext_lazy("“%(field)s” of %(title)s has a value of another kind: %(detail)s."),
    "too_low": gettext_lazy("“%(field)s” of %(title)s is at least %(detail)s."),
    "too_high": gettext_lazy("“%(field)s” of %(title)s is at most %(detail)s."),
    "not_a_choice": gettext_lazy("“%(field)s” of %(title)s cannot be %(detail)s."),
    "empty": gettext_lazy("“%(field)s” of %(title)s is empty."),
    "too_many": gettext_lazy("“%(field)s” of %(title)s has more than %(detail)s rows."),
}


def problem(criterion: str, found) -> str:
    """What is wrong with one field of a limit, as one sentence."""
    values = {"title": title(criterion), "field": source_value_label(found.field), "detail": found.detail}
    return str(PROBLEMS[found.code]) % values
