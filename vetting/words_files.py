"""What is wrong in a policy file, and which rules contradict each other, in words with what would be right."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.transitions import Refusal
from vetting import words
from vetting.contradictions import Contradiction
from vetting.policy_file import Fault, PolicyFile
from vetting.words_values import value_in_words

FAULTS = {  # what is wrong, and what would be right
    "unreadable": (gettext_lazy("This file cannot be read: %(detail)s."), gettext_lazy("Save a policy from here and change that file.")),
    "unknown": (gettext_lazy("“%(where)s” is not known."), gettext_lazy("Known are: %(detail)s.")),
    "not_a_table": (gettext_lazy("“%(where)s” is no table of names and values."), gettext_lazy("Write it as in a policy saved from here.")),
    "not_a_choice": (gettext_lazy("“%(where)s” has a value that is not known."), gettext_lazy("Choose one of: %(detail)s.")),
    "missing": (gettext_lazy("“%(where)s” is missing."), gettext_lazy("Add it as in a policy saved from here.")),
    "wrong_type": (
        gettext_lazy("“%(where)s” has a value of another kind: %(detail)s."), gettext_lazy("Write it as in a policy saved from here."),
    ),
    "too_many": (gettext_lazy("There are more than %(detail)s rules."), gettext_lazy("Leave out what is no rule.")),
}
MONTHS = (1, 36)


def refusals(file: PolicyFile):
    """Everything wrong with the form of a file, each with what would be right."""
    for fault in file.faults:
        yield _refusal(fault)
    if not MONTHS[0] <= file.revetting_months <= MONTHS[1]:
        bounds = {"least": MONTHS[0], "most": MONTHS[1]}
        yield Refusal(
            "file_months", _("Vetting lasts %(count)s months in this file.") % {"count": file.revetting_months},
            _("Between %(least)s and %(most)s months.") % bounds,
        )


def _refusal(fault: Fault) -> Refusal:
    message, cure = FAULTS[fault.code]
    values = {"where": fault.where, "detail": fault.detail}
    return Refusal(f"file_{fault.code}", str(message) % values, str(cure) % values, {"where": fault.where})


def contradiction(found: Contradiction) -> tuple[str, str]:
    """Which number stands above which, and what would be right."""
    asked, most = value_in_words(found.field, found.asked), value_in_words(found.other_field, found.most)
    if found.criterion == found.other:
        told = {
            "rule": words.title(found.criterion), "asked": asked, "most": most, "one": words.source_value_label(found.field),
            "other": words.source_value_label(found.other_field),
        }
        message = _("%(rule)s: “%(one)s” is %(asked)s, above “%(other)s”, which is %(most)s.") % told
    else:
        told = {"one": words.title(found.criterion), "asked": asked, "other": words.title(found.other), "most": most}
        message = _("%(one)s asks %(asked)s, more than %(other)s with %(most)s.") % told
    return message, _("Lower the first, or raise the second.")
