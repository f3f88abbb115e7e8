"""When a change that takes two persons may be confirmed."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from payments import words_duties


@bars("payments", "confirm a setting about money", "propose it", code="same_person")
def another_proposed_setting(row, *, actor, at, **inputs):
    """Who proposed the setting does not confirm it, under any account."""
    yield from _same(row, actor)


@bars("payments", "confirm who is paid for a therapist", "propose it", code="same_person")
def another_proposed_link(row, *, actor, at, **inputs):
    """Who proposed the payee does not confirm it, under any account."""
    yield from _same(row, actor)


def not_her_own_link(row, *, actor, at, **inputs):
    """Nobody confirms where she is paid herself, be it through the payee."""
    paid = {row.participation.practitioner.person_id}
    paid |= set(row.payee.links.values_list("participation__practitioner__person", flat=True))
    if paid & same_persons(actor.person_id):
        yield Refusal("own_money", words_duties.OWN_MONEY, _("A colleague does it."))


def first_day_ahead(row, *, actor, at, **inputs):
    """What was proposed in time is confirmed in time: nothing changes backward."""
    if row.effective_from < today(row, at):
        yield Refusal("day_passed", _("This day is not to come any more."), _("Refuse it, and propose a later first day."))


def gives_reason(row, *, actor, at, reason="", **inputs):
    """A refusal says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def _same(row, actor):
    if row.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("A colleague confirms it."))
