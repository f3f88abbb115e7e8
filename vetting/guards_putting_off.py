"""How often a file may be put off: sent back, or tabled with a question, though it could be decided (domain 5.2 A17)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.guards import today
from network.transitions import Refusal
from vetting.facts.committee import settings_of

DECIDE = _("Decide it on what is known: approve it or deny it.")


def could_be_decided(assessment) -> bool:
    """Whether today's assessment lets somebody decide: nothing of weight is missing or too old."""
    return assessment is not None and assessment.route != "incomplete"


def not_put_off_too_often(application, *, actor, at, assessment=None, **inputs):
    """A file that could be decided is put off only as often as the policy in force says."""
    most = settings_of(application.organization, today(application, at))["deferrals_most"]
    if could_be_decided(assessment) and application.deferrals >= most:
        message = ngettext(
            "This file was put off %(count)s time, as often as your policy allows.",
            "This file was put off %(count)s times, as often as your policy allows.", application.deferrals,
        ) % {"count": application.deferrals}
        yield Refusal("put_off_too_often", message, DECIDE)


def not_tabled_too_often(item, *, actor, at, way="wait", **inputs):
    """A question, or the way back to the reviewers, puts a file off; waiting for the next meeting does not."""
    if way != "wait":
        yield from not_put_off_too_often(item.application, actor=actor, at=at, **inputs)
