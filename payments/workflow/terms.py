"""Drafting terms and fee schedules, publishing them by a second person, and telling the therapists who work under them."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, require
from network.events import record, take_turns
from network.models import Service
from network.transitions import Changed, Refusal, Refused, locked, perform
from payments.models import Fee, FeeSchedule, Terms, Unit, VersionState
from payments.workflow.rechecking import hear_all


def draft_terms(*, organization, kind, text, effective_from, note="", actor, at) -> Terms:
    """Write down a new version of one text. It counts once another person has published it. Raises Refused when empty."""
    with transaction.atomic():
        row = Terms(
            organization=organization, kind=kind, version=_next(Terms, organization, kind=kind), text=text.strip(),
            language=organization.language, effective_from=effective_from, note=note.strip(), drafted_at=at,
            drafted_by_id=actor.person_id,
        )
        require(actor, Action.WRITE_TERMS, row)
        if row.is_empty:
            words = (_("There is nothing in this draft yet."), _("Write it first, then publish it."))
            raise Refused([Refusal("draft_empty", *words, {"field": "text"})])
        row.full_clean()
        row.save()
        record(row, "terms.drafted", actor=actor, at=at, after={"kind": kind, "version": row.version, "effective_from": effective_from})
    return row


def change_terms(row: Terms, *, text, effective_from, note="", actor, at) -> Terms:
    """Write a draft anew; who wrote it last is its author. Raises Refused once it is published or withdrawn."""
    require(actor, Action.WRITE_TERMS, row)
    with locked(row):
        _still_a_draft(row)
        row.text, row.effective_from, row.note, row.drafted_by_id = text.strip(), effective_from, note.strip(), actor.person_id
        row.full_clean()
        row.save()
        record(row, "terms.changed", actor=actor, at=at, after={"effective_from": effective_from})
    return row


def draft_schedule(*, organization, effective_from, fees, note="", actor, at, **rules) -> FeeSchedule:
    """Write down a new fee schedule. `fees` are (service, unit, currency, minor); `rules` the percents of missed sessions.

    Raises Refused for a rate that is none, an unknown service or unit, or the same one twice.
    """
    with transaction.atomic():
        row = FeeSchedule(
            organization=organization, version=_next(FeeSchedule, organization), effective_from=effective_from, note=note.strip(),
            drafted_at=at, drafted_by_id=actor.person_id, **rules,
        )
        require(actor, Action.WRITE_TERMS, row)
        row.full_clean()
        row.save()
        _write_fees(row, fees)
        after = {"version": row.version, "effective_from": effective_from, "fees": [list(fee) for fee in fees], **rules}
        record(row, "fees.drafted", actor=actor, at=at, after=after)
    return row


def change_schedule(row: FeeSchedule, *, effective_from, fees, note="", actor, at, **rules) -> FeeSchedule:
    """Write a drafted schedule anew; who wrote it last is its author. Raises Refused once it is published or withdrawn."""
    require(actor, Action.WRITE_TERMS, row)
    with locked(row):
        _still_a_draft(row)
        row.effective_from, row.note, row.drafted_by_id = effective_from, note.strip(), actor.person_id
        for name, value in rules.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        row.fees.all().delete()
        _write_fees(row, fees)
        after = {"effective_from": effective_from, "fees": [list(fee) for fee in fees], **rules}
        record(row, "fees.changed", actor=actor, at=at, after=after)
    return row


def publish(row, *, actor, at):
    """A second person publishes a draft: it counts from its first day, and who works under an earlier one is told. Raises Refused."""
    with transaction.atomic():
        taken = type(row).objects.within(row.organization).published().filter(effective_from=row.effective_from)
        if (taken.filter(kind=row.kind) if isinstance(row, Terms) else taken).exists():
            words = (_("Another version begins on that day already."), _("Choose another first day, then publish it."))
            raise Refused([Refusal("day_taken", *words, {"field": "effective_from"})])
        event = perform(row, "publish", actor=actor, at=at)
        if isinstance(row, FeeSchedule):
            hear_all(row.organization)  # a line may have waited for a rate
        jobs.enqueue("payments.tell_new_terms", key=f"{row._meta.label_lower}:{row.pk}", organization=row.organization,
                     what=row._meta.model_name, id=row.pk)
    return event


def withdraw(row, *, actor, at):
    """A draft will not come to count. Raises Refused."""
    return perform(row, "withdraw", actor=actor, at=at)


def _next(model, organization, **which) -> int:
    take_turns(organization.pk)  # two drafts at once get two numbers
    return (model.objects.within(organization).filter(**which).aggregate(last=Max("version"))["last"] or 0) + 1


def _still_a_draft(row):
    if row.state != VersionState.DRAFT:
        raise Changed()


def _write_fees(schedule, fees):
    unmet, seen = [], set()
    for service, unit, currency, minor in fees:
        if service not in Service.values or unit not in Unit.values or len(currency) != 3:
            unmet.append(Refusal("unknown_fee", _("This service or unit is not known here."), _("Choose one of the list.")))
        elif type(minor) is not int or minor <= 0:
            unmet.append(Refusal("fee_nothing", _("A rate is more than nothing."), _("Enter the amount of one unit.")))
        elif (service, unit, currency) in seen:
            unmet.append(Refusal("fee_twice", _("The same service and unit stand there twice."), _("Leave one of them out.")))
        seen.add((service, unit, currency))
    if unmet:
        raise Refused(unmet)
    for service, unit, currency, minor in fees:
        fee = Fee(organization=schedule.organization, schedule=schedule, service=service, unit=unit, currency=currency, minor=minor)
        fee.full_clean()
        fee.save()
