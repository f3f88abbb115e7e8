"""Files nobody completes: closed by age or by a question long unanswered. Never a denial."""

from datetime import timedelta

from django.db import transaction

from network import jobs
from network.nights import one_by_one
from network.transitions import Refused, perform
from vetting.facts.clocks import clocks_of
from vetting.models import Application
from vetting.queries.judging import day_of
from vetting.workflow import provisional_end


def lapse(application: Application, *, actor, at, days=None, grace=None):
    """Close one file as lapsed and tell the therapist. Raises Refused while it is young or the work is ours.

    `days` a draft may be old and `grace` after the day to answer by: the organization's own unless given.
    """
    days, grace = _given(application.organization, at, days, grace)
    with transaction.atomic():
        event = perform(application, "lapse", actor=actor, at=at, days=days, grace=grace)
        provisional_end.end_with(application, actor=actor, at=at)
        jobs.enqueue(
            "vetting.tell_closed", key=f"lapse:{application.reference}", organization=application.organization,
            reference=application.reference,
        )
    return event


def _given(organization, at, days, grace) -> tuple[int, int]:
    if days is not None and grace is not None:
        return days, grace
    own = clocks_of(organization, day_of(organization, at))
    return own["lapse_days"] if days is None else days, own["grace_days"] if grace is None else grace


def lapse_old(organization, *, actor, at, days=None, grace=None) -> int:
    """Close every file of an organization that waited long enough; how many."""
    days, grace = _given(organization, at, days, grace)

    def close(application) -> bool:
        try:
            lapse(application, actor=actor, at=at, days=days, grace=grace)
        except Refused:  # somebody answered or moved it meanwhile
            return False
        return True

    return one_by_one(candidates(organization, at=at, days=days, grace=grace), close, about=lambda file: file.reference)


def candidates(organization, *, at, days, grace) -> list[Application]:
    """Files that may have waited long enough; the guard of the step says which have. A re-vetting has days of its own."""
    overdue = day_of(organization, at) - timedelta(days=grace)
    rows = Application.objects.within(organization)
    drafts = rows.exclude(kind="renewal").filter(state="draft", opened_at__lt=at - timedelta(days=days))
    silent = rows.filter(
        state__in=("submitted", "checking", "in_review"), information_requests__answered_at=None,
        information_requests__closed_at=None, information_requests__due_on__lt=overdue,
    )
    return [*drafts, *silent.distinct()]
