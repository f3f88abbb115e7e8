"""What organizations did about somebody in the network that still counts: what narrows her work, and what ends it."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Max

ENDS = ("non_renewal", "termination_without_cause", "termination_for_cause")
STANDS = ("noticed", "final", "upheld")
ANEW = ("initial", "reinstatement")  # an approval of one of these begins again: what was done before is history
DERIVED = ("action:", "appeal:", "reinstated:", "lifted:")  # rows that repeat an approval, within limits or after an action was undone


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Limits that count from a day on, by an action or by what its appeal left of it."""

    first: date
    limits: dict


def standing_actions(participation) -> list:
    """Her actions that were told and count; what an appeal holds back meanwhile is left out.

    Who was admitted anew has ended nothing any more, and what narrowed her before that end is history with it. A restriction
    alone outlives a first application: letting a re-vetting lapse is no way out of it.
    """
    rows = participation.adverse_actions.filter(state__in=(*STANDS, "modified")).select_related("appeal").order_by("pk")
    anew = participation.applications.filter(kind__in=ANEW, decisions__outcome="approved")
    admitted = anew.aggregate(at=Max("decisions__decided_at"))["at"]
    over = [row.proposed_at for row in rows if ends(row) and admitted and row.proposed_at < admitted]
    return [row for row in rows if not held_back(row) and not (over and row.proposed_at <= max(over))]


def ends(action) -> bool:
    """Whether it ends her part; one that an appeal left as a limit does not."""
    return action.kind in ENDS and action.state in STANDS


def held_back(action) -> bool:
    """Whether an appeal in time holds it back until it is settled."""
    appeal = getattr(action, "appeal", None)
    return action.state == "noticed" and appeal is not None and appeal.holds_back and appeal.state == "received"


def narrowed(participation) -> list[Narrowed]:
    """What narrows her work, in the order of their days."""
    found = []
    for row in standing_actions(participation):
        limits = row.appeal.terms.get("limits", {}) if row.state == "modified" else row.limits
        if limits:
            found.append(Narrowed(row.appeal.settled_on if row.state == "modified" else row.effective_on, limits))
    return sorted(found, key=lambda each: each.first)


def ending_of(participation):
    """What ends her part, the earliest; None when nothing does."""
    rows = [row for row in standing_actions(participation) if ends(row)]
    return min(rows, key=lambda row: row.effective_on, default=None)


def ended_for_cause(organization, practitioners) -> dict[int, date]:
    """The last day of whoever was terminated for cause and nobody undid it, by therapist (domain 8.1 number 18). One query."""
    rows = apps.get_model("vetting", "AdverseAction").objects.within(organization).filter(
        participation__practitioner__in=practitioners, kind="termination_for_cause", state__in=("final", "upheld")
    )
    told = rows.values_list("participation__practitioner").annotate(last=Max("effective_on"))
    return dict(told)
