"""Deciding about a row of a list that may be a payee: proposed with a reason, agreed by another person. A therapist's own are vetting's."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record, take_turns
from network.transitions import Refusal, perform, raise_unmet
from payments.facts.paying import asked_names, matches_of
from payments.guards_matches import pays_her
from payments.models import Payee, PayeeMatch


def propose(payee: Payee, *, key, reason, actor, at) -> PayeeMatch:
    """Say that the payee is not the one in that row. Raises Refused for a row that does not match (any more), or that waits already."""
    require(actor, Action.MAKE_BATCH, payee)
    with transaction.atomic():
        take_turns(payee.organization_id)  # one proposal at a time
        found = dict(matches_of(payee))
        raise_unmet([*_faults(payee, key, found, reason), *pays_her(payee, actor)])
        row = PayeeMatch(
            organization=payee.organization, payee=payee, key=key, listed_as=found[key][:300], names=asked_names(payee),
            reason=reason.strip(), proposed_at=at, proposed_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        record(row, "match.proposed", actor=actor, at=at, after={"row": key}, reason=reason)
    return row


def clear(match: PayeeMatch, *, actor, at):
    """A second person agrees: the payee may be paid. Raises Refused."""
    return perform(match, "clear", actor=actor, at=at)


def refuse(match: PayeeMatch, *, reason, actor, at):
    """The second person does not agree. Raises Refused without a reason."""
    return perform(match, "refuse", actor=actor, at=at, note=reason, reason=reason)


def _faults(payee, key, found, reason):
    if key not in found:
        yield Refusal("stop_gone", _("This row does not match the payee."), _("Nothing is to be done."))
    elif payee.matches.filter(key=key, state="proposed").exists():
        yield Refusal("waiver_waits", _("This waits for a second person already."), _("A colleague agrees, or does not."))
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
