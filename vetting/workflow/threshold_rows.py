"""What every threshold row must be, whoever's it is: part of a draft, and no nonsense."""

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal
from vetting import codec, rules, words, words_files
from vetting.contradictions import contradictions
from vetting.limits import read_limit
from vetting.models.policy import PolicyState


def values_of(threshold: rules.Threshold) -> dict:
    """A threshold as the fields of a stored row."""
    return {
        "severity": str(threshold.severity), "limit": codec.encode(threshold.limit), "reason": str(threshold.reason),
        "waivable_by": threshold.waivable_by, "binds_on": str(threshold.binds_on), "reviewer": str(threshold.reviewer),
    }


def not_a_draft(policy):
    """A version that was sent never changes."""
    if policy.state != PolicyState.DRAFT:
        yield Refusal(
            "not_a_draft", _("This version was sent for approval and cannot change."), _("Draft a new version from it.")
        )


def nonsense(threshold: rules.Threshold):
    """What is wrong with the numbers, or with who may waive it, field by field."""
    criterion = rules.CRITERIA.get(threshold.criterion)
    if criterion is None:
        yield Refusal("unknown_criterion", _("There is no criterion %(key)s.") % {"key": threshold.criterion})
        return
    for each in contradictions({threshold.criterion: threshold.limit}):
        yield Refusal("numbers_contradict", *words_files.contradiction(each), {"field": each.field})
    for problem in read_limit(criterion, threshold.limit)[1]:
        yield Refusal(problem.code, words.problem(criterion.key, problem), words.field_help(problem.field), {"field": problem.field})
    if threshold.waivable_by and not criterion.waivable:
        yield Refusal(
            "not_waivable",
            _("Nobody may waive %(title)s.") % {"title": words.title(criterion.key)},
            _("Leave the choice of who may waive it empty."),
        )
