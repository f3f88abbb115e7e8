"""When an account may be confirmed: another person than who asked, not about her own money, after a call that is on record."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal
from payments import words_duties
from payments.duties import Act, Barred, Done, barred


@bars("payments", "call back about a changed account", "ask for it", code="same_person")
@bars("payments", "confirm a changed account", "ask for it", code="same_person")
def another_asked_for_it(account, *, actor, at, **inputs):
    """Who asked for the account does not confirm it, under any account of hers."""
    persons = {str(person) for person in same_persons(actor.person_id)}
    if str(account.requested_by_id) in persons:
        done = [Done(Act.REQUEST_ACCOUNT, str(actor.person_id), "account", 1)]
        for bar in barred(Act.CONFIRM_ACCOUNT, str(actor.person_id), "account", done):
            yield refusal(Act.CONFIRM_ACCOUNT, bar, "same_person")


def not_her_own_money(account, *, actor, at, **inputs):
    """Nobody confirms an account onto which she is paid herself."""
    paid = set(account.payee.links.values_list("participation__practitioner__person", flat=True))
    if paid & set(same_persons(actor.person_id)):
        yield refusal(Act.CONFIRM_ACCOUNT, Barred("own_money"), "own_money")


def called_back(account, *, actor, at, called="", said="", **inputs):
    """A call to a number known before the change, with what was said (safety A9)."""
    if not called.strip() or not said.strip():
        cure = _("Call a number you knew before the change, and write down which and what was said.")
        yield Refusal("no_call", _("No call is on record."), cure, {"field": "called"})


def gives_reason(account, *, actor, at, reason="", **inputs):
    """A refusal says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def still_waits(account, *, actor, at, **inputs):
    """A change is stopped until its hours are over: afterwards it is the account that is paid, and another change takes two people."""
    if not account.stoppable(at):
        words = _("This account is paid already: its hours are over.")
        yield Refusal("wait_over", words, _("Ask for another account; meanwhile payments wait where the organization says so."))


def refusal(act: Act, bar: Barred, code: str) -> Refusal:
    """A bar of the pure duties as a refusal in words."""
    return Refusal(code, words_duties.said(act, bar), _("A colleague does it."))
