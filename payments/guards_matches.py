"""Who may say that a payee is not the one listed."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal
from payments import words_duties


@bars("payments", "agree that a payee is not the one listed", "propose it", code="same_person")
def another_proposed(match, *, actor, at, **inputs):
    """Who proposed it does not agree with herself, under any account."""
    if match.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("A colleague agrees, or does not."))


def does_not_pay_her(match, *, actor, at, **inputs):
    """Nobody clears a payee that pays herself."""
    yield from pays_her(match.payee, actor)


def pays_her(payee, actor):
    """What is paid through this payee is hers, too."""
    paid = set(payee.links.values_list("participation__practitioner__person", flat=True))
    if paid & same_persons(actor.person_id):
        yield Refusal("own_money", words_duties.OWN_MONEY, _("A colleague does it."))
