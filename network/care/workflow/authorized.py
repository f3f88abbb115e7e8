"""What payments is told of a referral: so many sessions for one therapist, for somebody whose name it never learns."""

from django.utils.crypto import salted_hmac

from network.access import Action, can
from network.care.ages import privilege
from network.care.clocks import WINDOW_MONTHS
from network.care.workflow.acting import clockwork
from network.dates import plus_months
from network.workflow.revising import day_of
from payments.facts.reporting import day_where
from payments.models import Authorization
from payments.workflow import authorizing


def issue(offer, *, at) -> Authorization:
    """Authorize the units of a referral for who accepted it; nobody authorizes her own work, so the clockwork does.

    From today, where the client is as well: a session is of the client's day, which may still be yesterday's here.
    """
    referral, on = offer.referral, day_of(offer.organization, at)
    first = min(on, day_where(offer.organization, offer.client_in, at))
    return authorizing.authorize(
        participation=offer.participation, kind="sessions", service=referral.service, client_in=offer.client_in, units=referral.units,
        panel=referral.panel, age_band=privilege(referral.age_band),
        first=first, last=plus_months(on, WINDOW_MONTHS), subject_key=opaque_key(referral.contact), actor=clockwork(offer), at=at,
    )


def opaque_key(contact) -> str:
    """The same person has the same key on every authorization of the organization; it leads nobody back to a call."""
    if not contact.subject_key:
        return ""
    said = f"{contact.organization_id}:{contact.employer_id}:{contact.relation}:{contact.subject_key}"
    if contact.member_key:
        said = f"{said}:{contact.member_key}"
    return salted_hmac("network.care.opaque", said, algorithm="sha256").hexdigest()


def units_given(referral) -> int:
    """How many sessions it has now: more may have been given since the acceptance."""
    rows = Authorization.objects.within(referral.organization).filter(reference=referral.authorization)
    return rows.values_list("units", flat=True).first() or referral.units


def end_authorization(referral, *, held, actor, at) -> None:
    """No more sessions are held on it; so many that were may be reported in all, and stay payable. Raises Refused."""
    row = Authorization.objects.within(referral.organization).filter(reference=referral.authorization).first()
    if row is not None and can(actor, Action.ISSUE_AUTHORIZATION, row):
        authorizing.end(row, held=held, actor=actor, at=at)
