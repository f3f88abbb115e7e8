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


@bars("payments", "confirm an account to pay from", "propose it", code="same_person")
def another_proposed_paying_account(row, *, actor, at, **inputs):
    """Who proposed the account, its change or its end does not confirm it, under any account of her own."""
    yield from _same(row, actor)


@bars("payments", "confirm a VAT position", "propose it", code="same_person")
def another_proposed_vat(row, *, actor, at, **inputs):
    """Who proposed the VAT position does not confirm it, under any account."""
    yield from _same(row, actor)


def not_her_own_vat(row, *, actor, at, **inputs):
    """Nobody confirms which VAT counts for what she is paid herself, be it through the payee. The organization's is everybody's."""
    paid = set(row.payee.links.values_list("participation__practitioner__person", flat=True)) if row.payee_id else set()
    if paid & same_persons(actor.person_id):
        yield Refusal("own_money", words_duties.OWN_MONEY, _("A colleague does it."))


def begins_once(row, *, actor, at, **inputs):
    """For the same nothing else begins on that day."""
    if row.twins().exists():
        words = _("A position for the same begins on that day already.")
        yield Refusal("vat_same_day", words, _("Choose another first day."), {"field": "first"})


def still_possible(row, *, actor, at, **inputs):
    """What was proposed fits what is there now: a file that is fixed names the account as it was when it was fixed."""
    if row.kind == "change" and row.account.batches.filter(state__in=("locked", "approved", "released")).exists():
        words = _("A batch from this account is fixed and not at the bank yet.")
        yield Refusal("batch_on_its_way", words, _("Send it back, or confirm this once its file is written."))
    if row.kind != "open" and row.account.ended_at is not None:
        yield Refusal("account_ended", _("This account was ended."), _("Refuse this; propose it as a new account to pay from it again."))
    if row.kind == "open" and row.twins().filter(ended_at=None).exists():
        yield Refusal("same_account", _("This account is there already."), _("Choose it when you make a batch."), {"field": "number"})


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
