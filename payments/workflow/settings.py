"""What an organization sets about money: one person proposes a value with its first day, another confirms it."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.facts.parameters import in_force
from network.formats import number
from network.models import Parameter
from network.transitions import Refusal
from network.workflow.revising import day_of
from payments.models import SettingChange
from payments.parameters import DEFAULTS, LIMIT, setting_of
from payments.workflow import changes
from payments.workflow.changes import refuse

__all__ = ["confirm", "present", "propose", "refuse"]


def propose(organization, *, key, value, first, reason, actor, at) -> SettingChange:
    """Another value from day `first` on. Raises Refused: out of bounds, in the past, no change, one waits; KeyError for no setting."""
    require(actor, Action.WRITE_TERMS, organization)
    row, declared = SettingChange(organization=organization, key=key, value=value, effective_from=first, reason=reason), setting_of(key)
    unmet = changes.setting(
        row, wrong=_wrong(declared, key, value), present=present(organization, key, on=first), on=day_of(organization, at)
    )
    return changes.propose(row, "setting.proposed", unmet, told=changes.told_of(row), page="money_settings", actor=actor, at=at)


def confirm(change: SettingChange, *, actor, at) -> Parameter:
    """A second person agrees: it counts from its day, and both stand beside it. Raises Refused."""
    return changes.set_parameter(change, actor=actor, at=at)


def _wrong(setting, key, value):
    if value is None and not key.startswith(LIMIT):
        yield Refusal("no_value", _("No value is given."), _("Enter the new value."), {"field": "value"})
    elif value is not None and not setting.lowest <= value <= setting.highest:
        words = _("This is a whole number from %(lowest)s to %(highest)s.") % {
            "lowest": number(setting.lowest), "highest": number(setting.highest),
        }
        yield Refusal("setting_bounds", words, _("Enter another value."), {"field": "value"})


def present(organization, key, *, on) -> int | None:
    """What counts on a day; None where a person has no limit of her own."""
    found = in_force(organization, key, on=on)
    return DEFAULTS.get(key) if found is None else int(found)
