"""What waits on a therapist, as her start page lists it: offers to answer, appointments to make, an availability to confirm."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.care.clocks import is_stale
from network.care.pages.mine import running_task, waiting_task
from network.care.queries.availability import participations_of, said_by
from network.care.queries.referrals import offers_of
from network.dates import At
from network.formats import day
from network.parts import Tag, Task


def tasks(actor, *, at) -> tuple[Task, ...]:
    """The offers first: they have an hour."""
    offers = list(offers_of(actor).filter(state__in=("open", "accepted"))[:100])
    waiting = [waiting_task(offer) for offer in offers if offer.state == "open" and at <= offer.respond_by]
    late = [running_task(offer) for offer in offers if offer.state == "accepted" and offer.referral.state == "placed"]
    return (*waiting, *late, *_to_confirm(actor, at))


def _to_confirm(actor, at):
    said = said_by(actor)
    for row in participations_of(actor):
        known, url = said.get(row.pk), reverse("my_availability", kwargs={"slug": row.organization.slug})
        if known is not None and known.taking:
            confirmed = At(known.confirmed_at).day_in(row.organization.zone)
            if is_stale(confirmed, At(at).day_in(row.organization.zone)):
                note = _("Last confirmed on %(day)s") % {"day": day(confirmed)}
                yield Task(_("Is your availability still right?"), Tag("draft", _("One tap")), url, f"{row.organization.name} · {note}")
