"""Papers that were looked at and never sent: removed some days later, at night. What was sent is evidence and stays.

How many days is a dated setting of each organization (`documents.unsent_days`). A therapist's own paper belongs to no
organization: the longest of theirs counts for it.
"""

from datetime import date, timedelta

from django.db import transaction

from network.access import system
from network.documents import forget_bytes
from network.events import record
from network.facts.parameters import in_force
from network.models import Document, Organization
from network.nights import each_organization, one_by_one

KEY = "documents.unsent_days"
DAYS = 14  # where no setting says otherwise: long enough to come back to a form begun on the train


def days_of(organization: Organization, on: date) -> int:
    """How many days a paper that was never sent is kept, as the setting in force on the organization's day says."""
    days = in_force(organization, KEY, on=on)
    return DAYS if days is None else days


@each_organization
def remove_unsent(organization, *, on, at) -> int:
    """Nightly: remove every paper of an organization that was looked at and not sent in its days; how many. Twice is once."""
    days, rows, actor = days_of(organization, on), Document.objects.within(organization), system("nightly", organization)
    return one_by_one(_old(rows, days, at), lambda row: _remove(row, rows, days, actor, at))


def remove_own_unsent(*, on, at) -> int:
    """Nightly: the same of therapists' own papers."""
    longest = max([DAYS, *(days_of(organization, on) for organization in Organization.objects.order_by("pk"))])
    rows = Document.objects.everywhere(reason="a paper that was never sent belongs to its therapist alone").filter(organization=None)
    return sum(_remove(row, rows, longest, system("nightly", None), at) for row in _old(rows, longest, at))


def _old(rows, days, at) -> list[Document]:
    return list(rows.filter(sent=False, uploaded_at__lt=at - timedelta(days=days)).order_by("uploaded_at", "pk"))


def _remove(document, rows, days, actor, at) -> bool:
    """Record that it goes, and what it was; then its row, then its bytes."""
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).filter(pk=document.pk, sent=False).first()
        if row is None:
            return False  # it was sent a moment ago
        told = {"reference": str(row.reference), "kind": row.kind, "sha256": row.sha256, "days": days}
        record(row, "document.removed", actor=actor, at=at, document=told)
        rows.filter(pk=row.pk).delete()
        forget_bytes([row])
    return True
