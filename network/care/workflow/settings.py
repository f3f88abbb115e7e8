"""How an organization handles calls and what it keeps of them, which takes two persons; and whom to call in a crisis."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.facts.settings import present
from network.care.models import CrisisLine, HandlingChange
from network.care.parameters import SETTINGS
from network.events import record
from network.formats import number
from network.models import Parameter
from network.transitions import Refusal, Refused, perform
from network.workflow.revising import day_of


def propose(organization, *, key, value, first, reason, actor, at) -> HandlingChange:
    """Another value from day `first` on. Raises Refused: out of bounds, in the past, no change, one waits; KeyError for no setting."""
    require(actor, Action.SET_INTAKE, organization)
    if unmet := list(_faults(organization, key, value, first, reason, day_of(organization, at))):
        raise Refused(unmet)
    with transaction.atomic():
        row = HandlingChange(
            organization=organization, key=key, value=value, effective_from=first, reason=reason.strip(), proposed_at=at,
            proposed_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        record(row, "handling.proposed", actor=actor, at=at, after={"key": key, "value": value, "from": first}, reason=row.reason)
    return row


def confirm(change: HandlingChange, *, actor, at) -> Parameter:
    """A second person agrees: it counts from its day, and both stand beside it. Offers that are out keep their hour. Raises Refused."""
    with transaction.atomic():
        perform(change, "confirm", actor=actor, at=at)
        given = {"value": change.value, "author_id": change.proposed_by_id, "approver_id": actor.person_id}
        row, _new = Parameter.objects.within(change.organization).update_or_create(
            organization=change.organization, key=change.key, effective_from=change.effective_from, defaults=given
        )
        told = {"key": change.key, "value": change.value, "from": change.effective_from}
        record(row, "parameter.set", actor=actor, at=at, after=told, reason=change.reason)
    return row


def refuse(change: HandlingChange, *, reason, actor, at):
    """It stays as it was. Raises Refused without a reason."""
    return perform(change, "refuse", actor=actor, at=at, note=reason, reason=reason)


def _faults(organization, key, value, first, reason, on):
    setting = SETTINGS[key]
    if not setting.takes(value):
        yield Refusal("setting_bounds", _bounds(setting), _("Enter another value."), {"field": "value"})
    elif value == present(organization, key, on=first):
        yield Refusal("setting_same", _("This counts on that day already."), _("Enter another value."), {"field": "value"})
    if first < on:
        yield Refusal("day_passed", _("This day is not to come any more."), _("Choose today or a later day."), {"field": "first"})
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
    if HandlingChange.objects.within(organization).filter(key=key, state="proposed").exists():
        yield Refusal("change_waits", _("A change of this waits already."), _("It is confirmed or refused first."))


def _bounds(setting):
    if setting.ways:
        return _("This is not among the choices.")
    return _("This is a whole number from %(lowest)s to %(highest)s.") % {
        "lowest": number(setting.lowest), "highest": number(setting.highest),
    }


def add_line(*, organization, place, name, number, note, source, checked_on, actor, at) -> CrisisLine:
    """A line of a crisis, with where it was read and when. Raises Refused for a day to come."""
    require(actor, Action.SET_INTAKE, organization)
    if checked_on > day_of(organization, at):
        message = _("That day is still to come.")
        raise Refused([Refusal("checked_later", message, _("Enter the day the number was checked."), {"field": "checked_on"})])
    with transaction.atomic():
        row = CrisisLine(
            organization=organization, place=place.strip().upper(), name=name, number=number, note=note, source=source,
            checked_on=checked_on,
        )
        row.save()
        record(row, "crisisline.added", actor=actor, at=at, after={"place": row.place, "name": name, "number": number})
    return row


def drop_line(*, line, actor, at) -> None:
    """It counts no more."""
    require(actor, Action.SET_INTAKE, line)
    with transaction.atomic():
        record(line, "crisisline.dropped", actor=actor, at=at, before={"name": line.name, "number": line.number})
        line.delete()
