"""Settings about money as the page lists them: what counts, since when, who said so, and what waits."""

from dataclasses import dataclass
from datetime import date

from network.access import Role
from network.models import Membership, Parameter
from payments.models import SettingChange
from payments.parameters import DEFAULTS, LIMIT, SETTINGS


@dataclass(frozen=True, slots=True)
class Standing:
    """One setting: its value on the day, the row that says so (None: the default), and the change that waits."""

    key: str
    person: str
    value: int | None
    row: Parameter | None
    change: SettingChange | None


def standings(organization, *, on: date) -> list[Standing]:
    """Every setting, then the limit of everybody who approves. Four queries."""
    rows = Parameter.objects.within(organization).filter(key__startswith="payments.", effective_from__lte=on)
    newest = {row.key: row for row in rows.select_related("author", "approver").order_by("effective_from", "pk")}
    waits = {row.key: row for row in SettingChange.objects.within(organization).filter(state="proposed")}
    names = dict.fromkeys(SETTINGS, "") | approvers_of(organization, on=on)
    return [Standing(key, name, _value(key, newest.get(key)), newest.get(key), waits.get(key)) for key, name in names.items()]


def _value(key, row) -> int | None:
    return DEFAULTS.get(key) if row is None or row.value is None else int(row.value)


def approvers_of(organization, *, on: date) -> dict[str, str]:
    """By the key of their limit, who may approve lines on a day."""
    rows = Membership.objects.within(organization).current(on).select_related("person").order_by("person__family_name", "pk")
    return {f"{LIMIT}{row.person_id}": row.person.full_name for row in rows if Role.FINANCE_APPROVER in row.roles}


def history(organization, key: str) -> tuple[list[Parameter], list[SettingChange]]:
    """Every value a setting had, and every change that was proposed, the newest first."""
    rows = Parameter.objects.within(organization).filter(key=key).select_related("author", "approver").order_by("-effective_from", "-pk")
    changes = SettingChange.objects.within(organization).filter(key=key).select_related("organization", "proposed_by", "settled_by")
    return list(rows), list(changes)
