"""What a caller said is emptied when the organization's days have passed; that somebody called stays counted."""

from django.db import transaction

from network.care.facts.keeping import due
from network.care.models import Contact, Referral
from network.care.workflow.acting import clockwork
from network.events import ERASED, erase, record
from network.models import Event
from network.nights import one_by_one
from network.workflow.revising import day_of

SAID = {
    "employer_said": "", "subject_key": "", "member_key": "", "support": "", "called": "", "reach": "", "place": "", "latitude": None,
    "longitude": None,
}
REASON = "retention"


def forget(organization, *, at) -> int:
    """Empty every call that is due on this day; how many."""
    return one_by_one(due(organization, on=day_of(organization, at)), lambda row: _forget(row, at=at))


def _forget(contact: Contact, *, at) -> int:
    with transaction.atomic():
        row = Contact.objects.within(contact.organization).select_for_update().get(pk=contact.pk)
        if row.forgotten_at is not None:
            return 0
        for name, value in SAID.items():
            setattr(row, name, value)
        row.forgotten_at = at
        row.save()
        referrals = Referral.objects.within(row.organization).filter(contact=row)
        _silence(list(referrals.values_list("reference", flat=True)), row, at)
        referrals.update(area="")
        record(row, "contact.forgotten", actor=clockwork(row), at=at)
    return 1


def _silence(references, row, at) -> None:
    """Why it was withdrawn, handed on or closed may tell of the caller, whatever the page asks."""
    told = Event.objects.filter(scope=f"organization:{row.organization_id}", about__in=references, payload__erased_at=None)
    for event in told.exclude(action=ERASED).order_by("sequence"):
        erase(event, actor=clockwork(row), at=at, reason=REASON)
