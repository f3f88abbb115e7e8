"""The sentences for every criterion, in the reader's language: what it is, what was seen, what is asked, and the cure.

The rules speak in codes and plain values; only here do they become words.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.formats import amount, day, listed
from network.money import Money
from vetting.wording import CODES, CURES, ELEMENTS, HELP, NAMES, TITLES


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


def code(value: str) -> str:
    """A code in words; a code nobody knows (a place, a register) is shown as it is."""
    return str(CODES.get(value, value))


def source_value_label(name: str) -> str:
    """The name of one value a source gave."""
    return str(NAMES.get(name, name.replace("_", " ")))


def source_value(value) -> str:
    """One value of a source, or of a finding, in words; empty when there is none."""
    if value is None or value in ((), [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Money):
        return amount(value.minor, value.currency, cents=value.minor % 100 != 0)
    if isinstance(value, Mapping):
        return "; ".join(_pair(name, content) for name, content in value.items())
    if isinstance(value, list | tuple):
        return listed([source_value(item) for item in value if source_value(item)])
    return code(value) if isinstance(value, str) else str(value)


def _pair(name: str, value) -> str:
    if len(name) == 3 and name.isupper() and isinstance(value, int):
        return source_value(Money(value, name))
    return _("%(name)s: %(value)s") % {"name": NAMES.get(name) or code(name), "value": source_value(value)}


def observed(finding) -> str:
    """What was seen, as one line; says so when nobody said anything."""
    shown = [_named(name, value) for name, value in finding.observed.items() if source_value(value)]
    return "; ".join(shown) or (_("Nothing on file") if finding.outcome == "unknown" else _("None"))


def _named(name: str, value) -> str:
    if name == "months" and isinstance(value, int):
        return ngettext("%(count)s month", "%(count)s months", value) % {"count": value}
    return _("%(name)s: %(value)s") % {"name": source_value_label(name), "value": source_value(value)}


def required(finding) -> str:
    """What the organization asks, as one line."""
    return limit(finding.criterion, finding.required)


def limit(criterion: str, values: Mapping) -> str:
    """A policy row's limit as one line, numbers with their unit."""
    if criterion in EVER and not values.get("years"):
        return _("ever")
    shown = [_asked(name, value) for name, value in values.items() if name not in HIDDEN and source_value(value)]
    return "; ".join(shown) or title(criterion)


EVER = {"license_actions"}  # a look-back of 0 years has no end
HIDDEN = {"evidence", "matrix", "otherwise", "all", "current"}
COUNTED = {
    "years": lambda count: ngettext("%(count)s year", "%(count)s years", count),
    "months": lambda count: ngettext("%(count)s month", "%(count)s months", count),
    "days": lambda count: ngettext("%(count)s day", "%(count)s days", count),
    "hours": lambda count: ngettext("%(count)s hour", "%(count)s hours", count),
}


def _asked(name: str, value) -> str:
    if name in COUNTED and isinstance(value, int):
        return COUNTED[name](value) % {"count": value}
    if isinstance(value, Mapping):
        return _("%(name)s: %(value)s") % {"name": source_value_label(name), "value": source_value(value)}
    return _("%(name)s: %(value)s") % {"name": source_value_label(name), "value": source_value(value)}


PROBLEMS = {
    "missing": gettext_lazy("%(title)s needs a value for “%(field)s”."),
    "unknown": gettext_lazy("%(title)s has no field “%(field)s”."),
    "wrong_type": gettext_lazy("“%(field)s” of %(title)s has a value of another kind: %(detail)s."),
    "too_low": gettext_lazy("“%(field)s” of %(title)s is at least %(detail)s."),
    "too_high": gettext_lazy("“%(field)s” of %(title)s is at most %(detail)s."),
    "not_a_choice": gettext_lazy("“%(field)s” of %(title)s cannot be %(detail)s."),
    "empty": gettext_lazy("“%(field)s” of %(title)s is empty."),
}


def problem(criterion: str, found) -> str:
    """What is wrong with one field of a limit, as one sentence."""
    values = {"title": title(criterion), "field": source_value_label(found.field), "detail": found.detail}
    return str(PROBLEMS[found.code]) % values
