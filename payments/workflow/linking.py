"""Who is paid for a therapist's sessions: finance proposes it, a second person confirms. Her own first payee she names herself."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.models import Participation
from network.transitions import Refusal, perform
from payments.models import LinkProposal, Payee, PayeeLink
from payments.workflow import changes
from payments.workflow.changes import refuse
from payments.workflow.payees import agreed_link
from payments.workflow.rechecking import hear

__all__ = ["confirm", "propose", "refuse"]


def propose(payee: Payee, *, participation: Participation, first, reason, actor, at) -> LinkProposal:
    """From `first` on her sessions shall be paid to this payee. Raises Refused: no later day, no reason, or one waits."""
    require(actor, Action.KEEP_PAYEE, payee)
    row = LinkProposal(organization=payee.organization, participation=participation, payee=payee, first=first, reason=reason)
    told = {"payee": payee.series, "first": first}
    return changes.propose(row, "link.proposed", _faults(row), told=told, page="payee", pk=payee.pk, actor=actor, at=at)


def confirm(proposal: LinkProposal, *, actor, at) -> PayeeLink:
    """A second person agrees: from that day on it is paid, and her lines are checked anew. Raises Refused."""
    with transaction.atomic():
        perform(proposal, "confirm", actor=actor, at=at)
        row = agreed_link(proposal.payee, participation=proposal.participation, first=proposal.first, actor=actor, at=at)
        hear(participation_id=proposal.participation_id)
    return row


def _faults(row):
    newest = PayeeLink.objects.within(row.organization).filter(participation=row.participation).order_by("-first").first()
    if newest is not None and row.first <= newest.first:
        words = _("A payee begins on that day or later already.")
        yield Refusal("link_not_later", words, _("Choose a later first day."), {"field": "first"})
    yield from changes.unfounded(row)
    yield from changes.waiting(row, participation=row.participation)
