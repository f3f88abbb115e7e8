"""Guards of the machine of adverse actions. Each yields every refusal it knows, with what would cure it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.formats import day
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting import words
from vetting.facts.actions import ENDS
from vetting.guards import gives_reason, not_own_file

__all__ = ["gives_reason", "not_own_file"]

REINSTATE_DAYS = 30  # domain 5.4 N9


def is_summary(action, *, actor, at, **inputs):
    """Only a summary suspension is imposed at once, and lifted."""
    if action.kind != "summary_suspension":
        yield Refusal("not_summary", _("This is no summary suspension."), _("A second person gives notice of it."))


@bars("vetting", "let a summary suspension stand at its review", "impose it", code="same_person")
def another_reviews(action, *, actor, at, **inputs):
    """Whoever imposed a suspension is not who says at its review that it stays (domain 5.4 N4)."""
    if action.noticed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You imposed this yourself."), _("Another person who decides reviews it."))


def on_a_later_day(action, *, actor, at, **inputs):
    """It is reviewed once a day: again on the day it was imposed, or kept, nothing new would be told."""
    if today(action, at) == today(action, action.state_since):
        told = _("It was imposed or reviewed today already.")
        yield Refusal("reviewed_today", told, _("Review it on a later day, by %(day)s.") % {"day": day(action.review_by)})


def may_be_lifted(action, *, actor, at, **inputs):
    """What suspends or restricts is lifted; what ended her part is undone in other ways."""
    if action.kind in ENDS:
        yield Refusal("not_summary", _("This ended the participation."), _("Reinstate the therapist, or let it be appealed."))


def is_not_summary(action, *, actor, at, **inputs):
    """A summary suspension needs no notice."""
    if action.kind == "summary_suspension":
        yield Refusal("is_summary", _("A summary suspension counts at once."), _("Impose it without notice."))


@bars("vetting", "give notice of an action about a therapist", "propose it", code="same_person")
def another_person(action, *, actor, at, **inputs):
    """Two named people: who proposed it does not give notice of it."""
    if action.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("Another person confirms it."))


def notice_is_long_enough(action, *, actor, at, effective_on=None, notice=0, appeal_until=None, **inputs):
    """It begins after the notice the organization gives (domain 8.1 number 51); never in the past.

    What an appeal in time holds back does not begin before `appeal_until`, the last day to appeal, is over: an end counts from
    the day after `effective_on`, anything else from that day.
    """
    earliest = today(action, at) + timedelta(days=notice)
    after = appeal_until + timedelta(days=action.kind not in ENDS) if appeal_until else None
    if effective_on is None or effective_on < earliest:
        cure = _("Choose %(day)s or a later day.") % {"day": day(max(earliest, after or earliest))}
        yield Refusal("notice_too_short", _("The first day is too soon."), cure)
    elif after and effective_on < after:
        said = _("The therapist may appeal until and including %(day)s, and an appeal in time holds this back.")
        said = said % {"day": day(appeal_until)}
        yield Refusal("before_appeal", said, _("Choose %(day)s or a later day.") % {"day": day(after)})


def day_has_come(action, *, actor, at, **inputs):
    """Nothing is final before its first day."""
    if today(action, at) < action.effective_on:
        yield Refusal("not_yet", _("It begins on %(day)s.") % {"day": day(action.effective_on)}, _("Make it final on that day or later."))


def nobody_appeals(action, *, actor, at, **inputs):
    """Nothing is final while she appeals or may still do so."""
    appeal = getattr(action, "appeal", None)
    if appeal is None:
        return
    if appeal.state == "received":
        yield Refusal("appealed", _("An appeal waits to be settled."), _("Whoever was named for it settles it first."))
    elif appeal.state == "open" and today(action, at) <= appeal.until:
        cure = _("Make it final after %(day)s.") % {"day": day(appeal.until)}
        yield Refusal("may_appeal", _("The therapist may still appeal."), cure)


def ends_her_part(action, *, actor, at, **inputs):
    """Only what ended her part is undone by reinstatement."""
    if action.kind not in ENDS:
        yield Refusal("nothing_ended", _("This did not end the participation."), _("Lift it, or let it be appealed."))


def within_thirty_days(action, *, actor, at, **inputs):
    """Reinstated within 30 calendar days of its first day; later she applies anew (domain 5.4 N9, N10)."""
    if (today(action, at) - action.effective_on).days > REINSTATE_DAYS:
        yield Refusal("too_late", _("More than 30 days have passed."), _("The therapist applies anew."))


def inside_every_window(action, *, actor, at, old=(), **inputs):
    """What she was approved on is fresh enough for a decision of today (domain 1.1 number 14, 5.4 N9)."""
    for each in old:
        said = {"title": words.title(each.criterion), "day": day(each.last)}
        cure = words.cure(each.criterion) or _("Have it shown again, and verified.")
        yield Refusal("too_old", _("%(title)s: it counted through %(day)s and is too old now.") % said, cure)


def won_or_lost(action, *, actor, at, **inputs):
    """Only a settled appeal says this."""
    appeal = getattr(action, "appeal", None)
    if appeal is None or appeal.state not in ("upheld", "overturned", "modified"):
        yield Refusal("no_appeal", _("No appeal undid the decision."), _("Whoever was named for the appeal settles it there."))
