"""The next vetting: opened in good time through the same functions as the first, reminded of until she signs, over when too late."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from network.access import system
from network.models import Organization
from network.nights import in_lots, one_by_one
from network.transitions import locked, perform
from vetting.facts.clocks import clocks_of
from vetting.facts.due import IN_BETWEEN, Due, dues_of
from vetting.models import Application
from vetting.models.application import OPEN
from vetting.queries.judging import day_of
from vetting.queries.past_due import came_past_due
from vetting.renewals import Phase, phase, reminder
from vetting.workflow.applying import begin, open_one
from vetting.workflow.correspondence import tell
from vetting.workflow.correspondence_notices import Rung, remind_to_renew, write_renewal

SOON = (Phase.OPEN, Phase.LATE)


def open_renewal(approved: Application, *, late_until=None, actor, at) -> Application:
    """A draft for the places and services she has, and a mail that it waits for her; the open one when there is one.

    `late_until`: it is past due already, and the last day on which it is accepted; the mail of the ladder says so at once.
    """
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=approved.organization_id)
        participation = approved.participation
        current = open_one(participation, "renewal")
        if current:
            return current
        renewal = begin(participation, kind="renewal", actor=actor, at=at, **has_now(participation))
        if late_until is not None:
            rung = _at_step(renewal, Due(approved, approved.next_due_on, late_until), "late")
            remind_to_renew(renewal.organization, [rung], at=at)
            return renewal
        write_renewal(renewal, due_on=approved.next_due_on, key=f"renewal:{renewal.reference}", at=at)
        tell(
            renewal, "renewal", key=f"renewal:{renewal.reference}", at=at, reference=renewal.reference,
            until=approved.next_due_on,
        )
    return renewal


def open_past_due(approved: Application, *, actor, at) -> None:
    """Somebody moved in past due: her next vetting begins now, as a late re-vetting, or as a first one when it is too late for that."""
    (due,) = dues_of([approved])
    if day_of(approved.organization, at) > due.late_until:
        _start_over(due, actor=actor, at=at)
    else:
        open_renewal(approved, late_until=due.late_until, actor=actor, at=at)


def has_now(participation) -> dict:
    """The places, services and offers of everything she is approved for, the newest offers first: what a renewal starts with."""
    rows = Application.objects.within(participation.organization).filter(participation=participation, state="approved")
    rows = list(rows.exclude(kind="for_cause").order_by("pk"))
    return {
        "jurisdictions": list(dict.fromkeys(place for row in rows for place in row.jurisdictions)),
        "services": list(dict.fromkeys(service for row in rows for service in row.services)),
        "offers": next((row.offers for row in reversed(rows) if row.offers), {}),
    }


def _dues(organization, **wanted) -> list[Due]:
    """When those of whom this holds are due, by the newest approval of everybody in the network; others are not read.

    Who moved in past due has no grant and is not active before she was vetted again; she is reminded as anybody.
    """
    approved = Application.objects.within(organization).filter(state="approved", next_due_on__isnull=False).exclude(kind__in=IN_BETWEEN)
    newer = approved.filter(participation=OuterRef("participation"), pk__gt=OuterRef("pk"))
    inside = Q(participation__state="active") | came_past_due(organization)
    rows = approved.filter(inside, ~Exists(newer), **wanted)
    rows = rows.select_related("organization", "participation", "practitioner__person").order_by("next_due_on", "pk")  # as its index
    return sorted(dues_of(rows), key=lambda due: (due.on, due.approval.pk))


def due_for_renewal(organization, *, at, lead: int | None = None) -> list[Application]:
    """Her last approval in each participation that comes due soon, or is late, and whose renewal nobody has begun.

    Soon is within `lead` days, the organization's own when None.
    A renewal she withdrew or let lapse is not begun again by itself: she knows, and may apply.
    """
    on = day_of(organization, at)
    lead = clocks_of(organization, on)["renewal_days"] if lead is None else lead
    dues = _dues(organization, next_due_on__lte=on + timedelta(days=lead))
    soon = [due for due in dues if phase(on, due=due.on, opens=lead, late_until=due.late_until) in SOON]
    return [due.approval for due in soon if not _begun_since(due, "renewal", phase_days=lead)]


def _begun_since(due: Due, kind, phase_days) -> bool:
    """Whether she began a file of this kind within these days before it was due, or since."""
    rows = Application.objects.within(due.approval.organization).filter(participation=due.approval.participation_id, kind=kind)
    rows = rows.exclude(pk=due.approval.pk)  # who moved in past due came with a first file that is younger than her due day
    opened = (day_of(due.approval.organization, at) for at in rows.values_list("opened_at", flat=True))
    return any((due.on - day).days <= phase_days for day in opened)


def remind_renewals(organization, *, at) -> int:
    """Mail whoever has not signed her renewal, on the days of the organization's ladder; how many renewals that were.

    The moment she signs it is no draft any more, and nothing reminds her.
    """
    on = day_of(organization, at)
    ladder = clocks_of(organization, on)["renewal_reminders"]
    drafts = {row.participation_id: row for row in _open_renewals(organization).filter(state="draft")}
    dues = _dues(organization, participation__in=drafts) if drafts else ()
    reached = [_rung(drafts[due.approval.participation_id], due, ladder, on) for due in dues if on <= due.late_until]

    def remind(some) -> int:
        remind_to_renew(organization, some, at=at)
        return len(some)

    return in_lots(list(filter(None, reached)), remind, about=lambda rung: rung.renewal.reference)


def _rung(renewal, due: Due, ladder, on) -> Rung | None:
    """The step of the ladder that was reached, or that it is past due; None before the first."""
    late = on > due.on
    step = "late" if late else reminder(ladder, due=due.on, opened=day_of(renewal.organization, renewal.opened_at), on=on)
    return _at_step(renewal, due, step) if step is not None else None


def _at_step(renewal, due: Due, step) -> Rung:
    return Rung(renewal, f"renewal:{renewal.reference}:{due.on.isoformat()}:{step}", due.on, due.late_until, step == "late")


def _open_renewals(organization):
    rows = Application.objects.within(organization).filter(kind="renewal", state__in=OPEN)
    rows = rows.select_related("organization", "practitioner__person", "participation")
    return rows.prefetch_related("practitioner__person__users")


def end_overdue(organization, *, at) -> int:
    """Past the last day for a late one the renewal is over and a first application waits for her; how many that were.

    Nobody is denied: the renewal lapses, and what is known of her is filled in. It asks everything once more (NCQA CR 4).
    """
    on, actor = day_of(organization, at), system("nightly", organization)
    dues = _dues(organization, next_due_on__lt=on)
    gone = [due for due in dues if phase(on, due=due.on, opens=0, late_until=due.late_until) is Phase.OVER]
    return one_by_one(gone, lambda due: _start_over(due, actor=actor, at=at), about=lambda due: due.approval.reference)


def _start_over(due: Due, *, actor, at) -> bool:
    participation = due.approval.participation
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=due.approval.organization_id)
        renewal = open_one(participation, "renewal")
        if renewal:
            with locked(renewal):
                perform(renewal, "lapse", actor=actor, at=at)
        if _begun_since(due, "initial", phase_days=0):
            return False
        first = begin(participation, kind="initial", actor=actor, at=at, **has_now(participation))
        tell(first, "renewal_over", key=f"over:{first.reference}", at=at, reference=first.reference, until=due.on, last=due.late_until)
    return True
