"""The one tap of the monthly mail: a signed link that confirms one availability, once, without signing in, and does nothing else."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.access import Actor, ActorKind
from network.care.models import Availability
from network.care.workflow.projecting import refresh
from network.events import record
from network.transitions import Refusal, raise_unmet

SALT, LIFE = "network.care.confirm", timedelta(days=31)  # until the next month's mail
RELATED = ("organization", "participation__organization", "participation__practitioner__person")


def link_to(availability: Availability, *, at) -> str:
    """Where the mail leads. It names what was confirmed last: once that is confirmed again, in whatever way, the link is used."""
    said = [availability.pk, _instant(availability.confirmed_at), _instant(at)]
    return reverse("availability_link", kwargs={"token": signing.dumps(said, salt=SALT)})


def opened(token: str, *, at) -> Availability | None:
    """The availability this link confirms; None where it was invented or used, is too old, or no clients are taken any more."""
    try:
        number, confirmed, sent = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    row = Availability.objects.everywhere(reason="a link does not say which organization wrote it").select_related(*RELATED)
    found = row.filter(pk=number, taking=True, participation__state="active").first()
    fresh = sent <= _instant(at) <= sent + LIFE.total_seconds()
    return found if found and fresh and _instant(found.confirmed_at) == confirmed else None


def confirm_by(token: str, *, at) -> Availability:
    """Nothing changed, as whoever holds the link says: good for a month. Raises Refused where it confirms nothing any more."""
    with transaction.atomic():
        found = opened(token, at=at)
        if found is not None:
            Availability.objects.within(found.organization).select_for_update().get(pk=found.pk)
            found = opened(token, at=at)  # pressed twice in one second it is confirmed once
        if found is None:
            raise_unmet([Refusal("not_open", _("This was confirmed before, or it is too late."), _("Sign in to see it."))])
        good_for_a_month(found, actor=_herself(found), at=at)
    return found


def good_for_a_month(row: Availability, *, actor, at) -> None:
    """She, or whoever holds her link, says of a locked row that nothing changed."""
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    record(row, "availability.confirmed", actor=actor, at=at)
    refresh(row)


def _herself(row) -> Actor:
    """Whoever the mail reached: by name, not by an account that signed in."""
    return Actor(label=row.participation.practitioner.person.full_name, kind=ActorKind.GUEST, organization_id=row.organization_id)


def _instant(at) -> float:
    return at.timestamp()
