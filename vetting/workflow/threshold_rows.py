"""What every threshold row must be, whoever's it is: part of a draft, and no nonsense."""

from django.utils.translation import gettext_lazy as _

from licensure.packs import packs
from network.formats import listed
from network.models import Service
from network.transitions import Refusal
from vetting import codec, rules, words, words_files
from vetting.contradictions import contradictions
from vetting.criteria.conduct import QUESTIONS
from vetting.limits import read_limit
from vetting.models.policy import PolicyState
from vetting.wording import COUNTRIES
from vetting.words_values import is_language


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
    for problem in (problems := read_limit(criterion, threshold.limit)[1]):
        yield Refusal(problem.code, words.problem(criterion.key, problem), words.field_help(problem.field), {"field": problem.field})
    if not problems:
        yield from _strange(criterion, threshold.limit)
    if threshold.waivable_by and not criterion.waivable:
        yield Refusal(
            "not_waivable",
            _("Nobody may waive %(title)s.") % {"title": words.title(criterion.key)},
            _("Leave the choice of who may waive it empty."),
        )


def _strange(criterion, limit):
    """What a limit names that nobody knows: nothing would ever meet it, or nobody would ever be asked."""
    for field in criterion.fields:
        value = limit.get(field.name)
        strange = [each for each in _named(field.name, value) if not KNOWN[field.name](each)] if value and field.name in KNOWN else []
        if strange:
            named = {"title": words.title(criterion.key), "field": words.source_value_label(field.name), "codes": listed(strange)}
            message = _("“%(field)s” of %(title)s: nobody knows %(codes)s.") % named
            yield Refusal("not_known", message, words.field_help(field.name), {"field": field.name})


def _named(name, value) -> list[str]:
    """What a value names: each of its codes; of a table what it is about."""
    return [code for row in value for code in row["places"]] if name == "papers_by" else list(value)


def _place(code) -> bool:
    return code in packs().places or code in COUNTRIES


KNOWN = {  # field → whether a code in it means something
    "jurisdictions": _place, "closed_places": _place, "countries": _place, "papers_by": _place,
    "registers": lambda code: code in packs().registers, "languages": is_language,
    "needs": lambda code: code in Service.values, "matrix": lambda code: code in QUESTIONS,
}
