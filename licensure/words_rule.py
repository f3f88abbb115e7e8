"""The words for verification by a documented rule: what the rule is, and what stops it. Codes come from `licensure.by_rule`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STOPS = {
    "switched_off": gettext_lazy("your policy does not let a rule verify"),
    "taken_back": gettext_lazy("a person took back what the rule said of it before"),
    "source": gettext_lazy("the source is not one that counts for this"),
    "not_fetched": gettext_lazy("it was not fetched from the register itself"),
    "silent": gettext_lazy("the source does not show discipline"),
    "stale": gettext_lazy("the source’s own day is not recent"),
    "nobody": gettext_lazy("the register shows nobody"),
    "several": gettext_lazy("the register shows several"),
    "unsaid_names": gettext_lazy("one side states no name"),
    "unsaid_number": gettext_lazy("one side states no number"),
    "unsaid_titles": gettext_lazy("one side states no title"),
    "unsaid_last": gettext_lazy("the register states no last day"),
    "differs_name": gettext_lazy("the name differs"),
    "differs_number": gettext_lazy("the number differs"),
    "differs_title": gettext_lazy("the title differs"),
    "differs_born": gettext_lazy("the day of birth differs"),
    "differs_first": gettext_lazy("the first day differs"),
    "differs_last": gettext_lazy("the last day differs"),
    "ended": gettext_lazy("the last day has passed"),
    "unknown_status": gettext_lazy("the status is a word nobody has mapped"),
    "not_active": gettext_lazy("the status is not active"),
    "against": gettext_lazy("something is shown against the therapist"),
}


def stop_words(code: str) -> str:
    """One thing that stops the rule, as a clause; a refusal of another guard is told by its code."""
    return str(STOPS.get(code, code.replace("_", " ")))


def by_rule(rule: int, version: int) -> str:
    """Who verified it when no person did."""
    return _("by rule %(rule)s, version %(version)s, not by a person") % {"rule": rule, "version": version}
