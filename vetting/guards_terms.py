"""Guards of an approval on terms, and of its conditions: whole, with days that can be kept, and somebody who watches."""

from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.formats import day
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting.guards import gives_reason
from vetting.terms import problems

__all__ = ["gives_reason"]

SAID = {
    "terms_no_reason": (_("It is not said why."), _("Say why in one or two sentences; the therapist reads it.")),
    "terms_empty": (_("There is neither a shorter time nor a condition."), _("Name one, or approve without terms.")),
    "term_over": (_("The shorter time is over already."), _("Choose a day to come.")),
    "term_not_shorter": (_("That is no shorter than without terms."), _("Choose a day before %(full)s.")),
    "condition_untold": (_("A condition does not say what is asked."), _("Write what is asked and what shows it.")),
    "condition_day": (_("A condition has no day that can be kept."), _("Choose a day after today and through %(through)s.")),
    "condition_unwatched": (_("Nobody watches a condition."), _("Choose a colleague who follows it.")),
}


def terms_are_whole(application, *, actor, at, terms=None, full_due=None, **inputs):
    """An approval for a shorter time or with conditions says why, and each condition has its day and who watches it."""
    if terms is None or full_due is None:
        return
    told = {"full": day(full_due), "through": day(terms.due_on or full_due)}
    for code in problems(terms, on=today(application, at), full=full_due):
        message, cure = SAID[code]
        yield Refusal(code, message, cure % told)


def watches_it(condition, *, actor, at, **inputs):
    """Whoever watches it says what became of it, or somebody who decides."""
    if condition.watcher_id not in same_persons(actor.person_id) and Action.DECIDE not in actor.actions:
        yield Refusal(
            "not_the_watcher", _("%(name)s watches this condition.") % {"name": condition.watcher.full_name},
            _("Tell that colleague, or a director."),
        )


def its_day_has_passed(condition, *, actor, at, **inputs):
    """Nothing is missed before its last day is over."""
    if today(condition, at) <= condition.due_on:
        yield Refusal(
            "day_not_over", _("The last day is %(day)s.") % {"day": day(condition.due_on)}, _("Wait until it has passed.")
        )
