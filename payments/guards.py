"""When terms and rates may be published: each guard yields what is unmet and what would make it possible."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.formats import day
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from payments.parameters import value


@bars("payments", "publish terms or rates", "draft them", code="wrote_it")
def another_wrote_it(row, *, actor, at, **inputs):
    """Who drafted it is not who publishes it, under any account."""
    if row.drafted_by_id in same_persons(actor.person_id):
        yield Refusal("wrote_it", _("You wrote this draft yourself."), _("Another person reads it and publishes it."))


def says_something(row, *, actor, at, **inputs):
    """An empty text or a list without rates binds nobody."""
    if row.is_empty:
        yield Refusal("draft_empty", _("There is nothing in this draft yet."), _("Write it first, then publish it."))


def begins_in_time(row, *, actor, at, **inputs):
    """What changes is announced before it counts; the first version may begin today."""
    earliest = today(row, at)
    if row.replaces_something:
        earliest += timedelta(days=value(row.organization, "payments.terms_notice_days", on=earliest))
    if row.effective_from < earliest:
        words = _("Therapists have to be told first: it can begin on %(day)s at the earliest.") % {"day": day(earliest)}
        yield Refusal("begins_too_soon", words, _("Choose a later first day, then publish it."), {"field": "effective_from"})
