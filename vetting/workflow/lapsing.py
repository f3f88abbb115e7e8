"""Files nobody completes: closed by age or by a question long unanswered. Never a denial."""

from datetime import timedelta

from django.db import transaction

from network import jobs
from network.transitions import Refused, perform
from vetting.guards import GRACE_DAYS, LAPSE_DAYS
from vetting.models import Application
from vetting.queries.judging import day_of


def lapse(application: Application, *, actor, at, days=LAPSE_DAYS, grace=GRACE_DAYS):
    """Close one file as lapsed and tell the therapist. Raises Refused while it is young or the work is ours."""
    with transaction.atomic():
        event = perform(application, "lapse", actor=actor, at=at, days=days, grace=grace)
        jobs.enqueue(
            "vetting.tell_lapse", key=f"lapse:{application.reference}", organization=application.organization,
            reference=application.reference,
        )
    return event


def lapse_old(organization, *, actor, at, days=LAPSE_DAYS, grace=GRACE_DAYS) -> int:
    """Close every file of an organization that waited long enough; how many."""
    closed = 0
    for application in candidates(organization, at=at, days=days, grace=grace):
        try:
            lapse(application, actor=actor, at=at, days=days, grace=grace)
        except Refused:  # somebody answered or moved it meanwhile
            continue
        closed += 1
    return closed


def candidates(organization, *, at, days, grace) -> list[Application]:
    """Files that may have waited long enough; the guard of the step says which have."""
    overdue = day_of(organization, at) - timedelta(days=grace)
    rows = Application.objects.within(organization)
    drafts = rows.filter(state="draft", opened_at__lt=at - timedelta(days=days))
    silent = rows.filter(
        state__in=("submitted", "checking", "in_review"), information_requests__answered_at=None,
        information_requests__closed_at=None, information_requests__due_on__lt=overdue,
    )
    return [*drafts, *silent.distinct()]
