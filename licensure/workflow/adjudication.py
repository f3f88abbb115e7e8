"""What two people make of a hit. Nothing here is done by a machine, and every step carries its reason."""

from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.models import Hit
from network import jobs, news
from network.events import record
from network.models import Participation
from network.transitions import perform
from network.workflow.holds import open_hold


def propose_clear(hit: Hit, *, reason, differing=(), actor, at, seen=None):
    """The first person says it is not her: which identifiers differ (at least one), and where she saw that. Raises Refused."""
    return _judge(hit, "propose_clear", reason, actor, at, seen, differing=tuple(differing))


def propose_confirm(hit: Hit, *, reason, actor, at, seen=None):
    """The first person says it is her. Raises Refused."""
    return _judge(hit, "propose_confirm", reason, actor, at, seen)


def leave_inconclusive(hit: Hit, *, reason, actor, at, seen=None):
    """It cannot be told yet; the reason says who is asked. Raises Refused."""
    return _judge(hit, "leave_inconclusive", reason, actor, at, seen)


def disagree(hit: Hit, *, reason, actor, at, seen=None):
    """The second person does not agree: the hit is open again. Raises Refused."""
    return _judge(hit, "disagree", reason, actor, at, seen)


def reopen(hit: Hit, *, reason, actor, at, seen=None):
    """Something new came up. A hold opened by a confirmation stays until a person ends or voids it. Raises Refused."""
    return _judge(hit, "reopen", reason, actor, at, seen)


def clear(hit: Hit, *, reason, actor, at, seen=None):
    """A second person agrees that it is not her; publishes `screening.adjudicated`. Raises Refused."""
    with transaction.atomic():
        event = _judge(hit, "clear", reason, actor, at, seen)
        _tell(hit)
    return event


def confirm(hit: Hit, *, reason, actor, at, seen=None):
    """A second person agrees that it is her: offers, sessions and payments stop from today on, and whoever must act is told.

    The hold begins on the organization's day of the confirmation, the day of knowledge, which is kept. Other organizations
    are asked about the row, not told of the judgment. Raises Refused.
    """
    with transaction.atomic():
        event = _judge(hit, "confirm", reason, actor, at, seen)
        first = at.astimezone(ZoneInfo(hit.organization.zone)).date()
        rows = Participation.objects.within(hit.organization).filter(practitioner=hit.practitioner)
        holds = [
            open_hold(
                participation=row, reason="exclusion", first=first, source=f"hit:{hit.pk}", comment=reason, actor=actor, at=at
            )
            for row in rows
        ]
        hit.hold_refs, hit.known_on = [*hit.hold_refs, *(hold.key for hold in holds)], first
        hit.save(update_fields=["hold_refs", "known_on"])
        record(hit, "exclusion.known", actor=actor, at=at, after={"known_on": first, "holds": [hold.key for hold in holds]})
        jobs.enqueue("licensure.follow_exclusion", key=f"{hit.pk}:{event.hash}", organization=hit.organization, hit_id=hit.pk)
        _tell(hit)
    return event


def _judge(hit, name, reason, actor, at, seen, **said):
    return perform(hit, name, actor=actor, at=at, note=reason, seen=seen, reason=reason, detail=said or None, **said)


def _tell(hit):
    news.publish(
        "screening.adjudicated", organization_id=hit.organization_id, practitioner_id=hit.practitioner_id, hit_id=hit.pk,
        state=hit.state,
    )
