"""Who is paid for a therapist's sessions: finance proposes it, a second person confirms. Her own first payee she names herself."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.models import Participation
from network.transitions import Refusal, Refused, perform
from payments.models import LinkProposal, Payee, PayeeLink
from payments.workflow.payees import agreed_link
from payments.workflow.rechecking import hear


def propose(payee: Payee, *, participation: Participation, first, reason, actor, at) -> LinkProposal:
    """From `first` on her sessions shall be paid to this payee. Raises Refused: no later day, no reason, or one waits."""
    require(actor, Action.KEEP_PAYEE, payee)
    _refuse(_faults(participation, first, reason))
    with transaction.atomic():
        row = LinkProposal(
            organization=payee.organization, participation=participation, payee=payee, first=first, reason=reason.strip(),
            proposed_at=at, proposed_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        record(row, "link.proposed", actor=actor, at=at, after={"payee": payee.series, "first": first}, reason=row.reason)
    return row


def confirm(proposal: LinkProposal, *, actor, at) -> PayeeLink:
    """A second person agrees: from that day on it is paid, and her lines are checked anew. Raises Refused."""
    with transaction.atomic():
        perform(proposal, "confirm", actor=actor, at=at)
        row = agreed_link(proposal.payee, participation=proposal.participation, first=proposal.first, actor=actor, at=at)
        hear(participation_id=proposal.participation_id)
    return row


def refuse(proposal: LinkProposal, *, reason, actor, at):
    """Who is paid stays as it was. Raises Refused without a reason."""
    return perform(proposal, "refuse", actor=actor, at=at, note=reason, reason=reason)


def _faults(participation, first, reason):
    newest = PayeeLink.objects.within(participation.organization).filter(participation=participation).order_by("-first").first()
    if newest is not None and first <= newest.first:
        words = _("A payee begins on that day or later already.")
        yield Refusal("link_not_later", words, _("Choose a later first day."), {"field": "first"})
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
    if LinkProposal.objects.within(participation.organization).filter(participation=participation, state="proposed").exists():
        yield Refusal("change_waits", _("A change of this waits already."), _("It is confirmed or refused first."))


def _refuse(unmet):
    if found := list(unmet):
        raise Refused(found)
