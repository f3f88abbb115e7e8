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
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of
from payments.workflow import changes
from payments.workflow.changes import refuse

__all__ = ["add_line", "confirm", "drop_line", "propose", "refuse"]


def propose(organization, *, key, value, first, reason, actor, at) -> HandlingChange:
    """Another value from day `first` on. Raises Refused: out of bounds, in the past, no change, one waits; KeyError for no setting."""
    require(actor, Action.SET_INTAKE, organization)
    row = HandlingChange(organization=organization, key=key, value=value, effective_from=first, reason=reason)
    unmet = changes.setting(
        row, wrong=_wrong(SETTINGS[key], value), present=present(organization, key, on=first), on=day_of(organization, at)
    )
    return changes.propose(row, "handling.proposed", unmet, told=changes.told_of(row), page="intake_settings", actor=actor, at=at)


def confirm(change: HandlingChange, *, actor, at) -> Parameter:
    """A second person agrees: it counts from its day, and both stand beside it. Offers that are out keep their hour. Raises Refused."""
    return changes.set_parameter(change, actor=actor, at=at)


def _wrong(setting, value):
    if not setting.takes(value):
        yield Refusal("setting_bounds", _bounds(setting), _("Enter another value."), {"field": "value"})


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
