"""What an organization sets about money: one person proposes a value with its first day, another confirms it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.facts.parameters import in_force
from network.formats import number
from network.models import Parameter
from network.transitions import Refusal, Refused, perform
from network.workflow.revising import day_of
from payments.models import SettingChange
from payments.parameters import DEFAULTS, LIMIT, setting_of


def propose(organization, *, key, value, first, reason, actor, at) -> SettingChange:
    """Another value from day `first` on. Raises Refused: out of bounds, in the past, no change, one waits; KeyError for no setting."""
    require(actor, Action.WRITE_TERMS, organization)
    _refuse(_faults(organization, key, value, first, reason, day_of(organization, at)))
    with transaction.atomic():
        row = SettingChange(
            organization=organization, key=key, value=value, effective_from=first, reason=reason.strip(), proposed_at=at,
            proposed_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        record(row, "setting.proposed", actor=actor, at=at, after={"key": key, "value": value, "from": first}, reason=row.reason)
    return row


def confirm(change: SettingChange, *, actor, at) -> Parameter:
    """A second person agrees: it counts from its day, and both stand beside it. Raises Refused."""
    with transaction.atomic():
        perform(change, "confirm", actor=actor, at=at)
        who = {"author_id": change.proposed_by_id, "approver_id": actor.person_id}
        row, _new = Parameter.objects.within(change.organization).update_or_create(
            organization=change.organization, key=change.key, effective_from=change.effective_from, defaults={"value": change.value, **who}
        )
        told = {"key": change.key, "value": change.value, "from": change.effective_from}
        record(row, "parameter.set", actor=actor, at=at, after=told, reason=change.reason)
    return row


def refuse(change: SettingChange, *, reason, actor, at):
    """It stays as it was. Raises Refused without a reason."""
    return perform(change, "refuse", actor=actor, at=at, note=reason, reason=reason)


def _faults(organization, key, value, first, reason, on):
    setting = setting_of(key)
    if value is None and not key.startswith(LIMIT):
        yield Refusal("no_value", _("No value is given."), _("Enter the new value."), {"field": "value"})
    elif value is not None and not setting.lowest <= value <= setting.highest:
        words = _("This is a whole number from %(lowest)s to %(highest)s.") % {
            "lowest": number(setting.lowest), "highest": number(setting.highest),
        }
        yield Refusal("setting_bounds", words, _("Enter another value."), {"field": "value"})
    elif value == present(organization, key, on=first):
        yield Refusal("setting_same", _("This counts on that day already."), _("Enter another value."), {"field": "value"})
    if first < on:
        yield Refusal("day_passed", _("This day is not to come any more."), _("Choose today or a later day."), {"field": "first"})
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
    if SettingChange.objects.within(organization).filter(key=key, state="proposed").exists():
        yield Refusal("change_waits", _("A change of this waits already."), _("It is confirmed or refused first."))


def present(organization, key, *, on) -> int | None:
    """What counts on a day; None where a person has no limit of her own."""
    found = in_force(organization, key, on=on)
    return DEFAULTS.get(key) if found is None else int(found)


def _refuse(unmet):
    if found := list(unmet):
        raise Refused(found)
