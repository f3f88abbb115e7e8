"""The audit trail of one organization, newest first, by file, person, act and day; and the attempts that were refused."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Q

from network.models import Event, RefusedAttempt

PAGE = 50
ABOUT_NOBODY = ("vetting.policy:", "vetting.policycriterion:", "vetting.auditsample:")  # what an auditor reads of all the same


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty means everything. `day` is the organization's."""

    about: str = ""
    who: str = ""
    action: str = ""
    day: object = None


def events(organization, filters: Filters, *, before=None, only=None):
    """Events before the sequence number `before` (or the newest), and whether there are older ones. One query.

    `only`: about these files, and about policies and audits, which are about nobody in the network.
    """
    rows = Event.objects.filter(scope=f"organization:{organization.pk}").select_related("payload")
    if only is not None:
        rows = rows.filter(Q(about__in=only) | reduce(or_, (Q(subject__startswith=name) for name in ABOUT_NOBODY)))
    return _page(rows, filters, organization, about=("about", "subject"), order="sequence", before=before)


def refused(organization, filters: Filters, *, before=None, only=None):
    """Refused attempts before the row `before` (or the newest), and whether there are older ones. One query."""
    rows = RefusedAttempt.objects.filter(organization=organization)
    rows = rows if only is None else rows.filter(subject__in=only)
    return _page(rows, filters, organization, about=("subject",), order="pk", before=before)


def _page(rows, filters: Filters, organization, *, about, order, before):
    """One page of rows, newest first by `order`; `about` names the columns that say what a row is about."""
    if filters.about:
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__iexact": filters.about}) for name in about)))
    if filters.who:
        named = Q(actor_label__icontains=filters.who)
        if rows.model is Event:  # a therapist's name stands beside the chain, where it can be erased
            named |= Q(payload__values__by__icontains=filters.who)
        rows = rows.filter(named)
    if filters.action:
        rows = rows.filter(action=filters.action)
    rows = _of_day(rows, filters.day, organization)
    if before is not None:
        rows = rows.filter(**{f"{order}__lt": before})
    found = list(rows.order_by(f"-{order}")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def actions(organization) -> list[str]:
    """Every act that occurs in the organization's trail. One query."""
    rows = Event.objects.filter(scope=f"organization:{organization.pk}").order_by("action")
    return list(rows.values_list("action", flat=True).distinct())


def _of_day(rows, day, organization):
    if day is None:
        return rows
    first = datetime.combine(day, time(), ZoneInfo(organization.zone))
    return rows.filter(at__gte=first, at__lt=first + timedelta(days=1))
