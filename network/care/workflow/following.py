"""What follows when standing changed or time went by: offers go to others, clients become a person's task."""

from contextlib import contextmanager

from django.db import transaction

from network.care.guards import need_of
from network.care.models import Offer, Referral
from network.care.models.referrals import RUNNING
from network.care.workflow import telling
from network.care.workflow.acting import clockwork
from network.care.workflow.projecting import recount
from network.care.workflow.referring import next_in_line
from network.care.workflow.tasks import ask_intake, settle_tasks
from network.dates import At
from network.facts.due import any_of
from network.facts.standing import rows_of
from network.models import Organization, Participation
from network.nights import one_by_one
from network.queries.turned import turned
from network.transitions import locked, perform
from network.workflow.revising import day_of


def follow(participation: Participation, *, at) -> int:
    """Withdraw the open offers of somebody who is not clear for them now; ask a person about her running clients.

    Where she is clear again, as after a corrected date, what was asked about a client is settled by itself. Asked again it
    does nothing new. How many offers and clients it moved.
    """
    rows, moved = rows_of(participation).known(), 0
    offers = Offer.objects.within(participation.organization).filter(participation=participation, state="open")
    for offer in offers.select_related("referral__organization", "participation__practitioner__person", "organization"):
        if not rows.clear(need_of(offer), At(at)).ok:
            moved += _take_away(offer, at=at)
    running = Offer.objects.within(participation.organization).filter(participation=participation, state="accepted")
    for offer in running.filter(referral__state__in=RUNNING).select_related("referral__organization"):
        if participation.state in ("leaving", "ended") or not rows.clear(need_of(offer), At(at)).ok:
            moved += ask_intake(offer.referral, "continuity", at=at)
        else:
            moved += settle_tasks(offer.referral, "continuity", actor=clockwork(offer), at=at)
    return moved


def _take_away(offer, *, at) -> int:
    with locked(offer.referral):
        offer.refresh_from_db()
        if offer.state != "open":
            return 0
        perform(offer, "drop", actor=clockwork(offer), at=at, why="not_available")
        recount(offer)
        telling.tell(offer, "referral_gone", at=at)
        next_in_line(offer.referral, at=at)
    return 1


def hear(*, participation_id, organization_id, at) -> int:
    """News `standing.changed`, as a job."""
    organization = Organization.objects.get(pk=organization_id)
    rows = Participation.objects.within(organization).select_related("organization")
    return follow(rows.get(pk=participation_id), at=at)


def hear_end(*, organization_id, authorization: str, at) -> bool:
    """News `case.ended`, as a job: she says that a case is over, so a person of intake closes its referral. Whether that is new.

    How it ended and what it was about is not told here. What was handed on or closed meanwhile asks for nothing.
    """
    with _running(organization_id, authorization) as found:
        return found is not None and ask_intake(found, "ended", at=at)


def hear_question(*, organization_id, authorization: str, waits: bool, at) -> int:
    """News `units.asked`, as a job: what she asks for waits for a person of intake, until it is answered. How many tasks that moved."""
    with _running(organization_id, authorization) as found:
        if found is None:
            return 0
        return ask_intake(found, "more", at=at) if waits else settle_tasks(found, "more", actor=clockwork(found), at=at)


@contextmanager
def _running(organization_id, authorization: str):
    """The referral that runs on an authorization, locked; None for one that was issued by hand, or has ended."""
    organization = Organization.objects.get(pk=organization_id)
    rows = Referral.objects.within(organization).filter(authorization=authorization, state__in=RUNNING)
    with transaction.atomic():
        yield rows.select_for_update().first()


def everybody(organization, *, since=None, at) -> int:
    """The same for whoever has an open offer or a running client: what ended by the clock alone tells nobody.

    Of those only whose standing may have turned since the night of day `since`, where that is known.
    """
    rows = Participation.objects.within(organization).select_related("organization", "practitioner")
    if since is not None:
        rows = rows.filter(pk__in=turned(organization, since=since, on=day_of(organization, at)))
    else:
        asked = Offer.objects.within(organization).filter(state="open").values("participation")
        running = Referral.objects.within(organization).filter(state__in=RUNNING).values("placed_with")
        rows = rows.filter(pk__in=any_of([asked, running]))
    return one_by_one(rows, lambda row: follow(row, at=at), about=lambda row: row.practitioner.reference)
