"""What money keeps of a therapist: nobody is erased while something is to be paid or claimed back, or a tax law keeps what was paid."""

from datetime import date

from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from network.facts.keeping import Kept
from network.transitions import Refusal
from payments.keeping import kept_until
from payments.models import InvoiceLine, LineRecovery

OPEN = ("submitted", "matched", "exception", "approved", "in_batch", "sent", "disputed")  # sent in by her, and neither paid nor declined
OWED = Q(state__in=("noticed", "proposed")) | Q(given_minor__gt=F("given_back_minor"))


def kept(organization, practitioner, *, on: date) -> tuple[Kept, ...]:
    """What payments holds of her here: open money, or papers of what was paid where a law says how long. Nothing where neither is."""
    if still := _still(organization, practitioner):
        return (Kept("money_open", _("money that is not settled"), still=still),)
    lines = InvoiceLine.objects.within(organization).of(practitioner)
    last = lines.aggregate(last=Max("entries__instruction__paid_on"))["last"]
    until = kept_until(organization.country, last) if last else None
    if until is None:
        return ()
    return (Kept("payments", _("records of payments, for the tax law"), last, (until - last).days, until, duty=True),)


def _still(organization, practitioner) -> Refusal | None:
    """Her name, number and account are needed as long as money is under way, in either direction."""
    if InvoiceLine.objects.within(organization).of(practitioner).filter(state__in=OPEN).exists():
        cure = _("Pay it, or decline it with a reason, and let the bank answer first.")
        return Refusal("money_open", _("Something this therapist claimed is neither paid nor declined."), cure)
    if LineRecovery.objects.within(organization).of(practitioner).filter(OWED).exists():
        cure = _("Let it be paid back, set it off or write it off, and pay what is owed to the therapist.")
        return Refusal("recovery_open", _("Something that was paid to this therapist is claimed back or owed."), cure)
    return None
