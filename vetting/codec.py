"""Facts, policies and assessments as JSON-able values and back, without loss. Pure.

Enough to replay a decision years later: what was stored gives the same findings. A date is an ISO string, money is
{"minor": 12500, "currency": "USD"}, a tuple is a list. Reading checks every name and type and says where it is wrong.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from network.money import Money
from vetting.criteria import CRITERIA
from vetting.evidence import Facts
from vetting.findings import Assessment, Finding, Policy, Threshold
from vetting.limits import read_limit

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unreadable(ValueError):
    """A value is not what it should be; the message names where and what was expected."""


def encode(value: Any) -> Any:
    """Plain JSON-able data for a dataclass of ours or any value in it. Fields at a default of None are left out."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if is_dataclass(value):
        kept = (item for item in fields(value) if item.default is not None or getattr(value, item.name) is not None)
        return {item.name: encode(getattr(value, item.name)) for item in kept}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): encode(content) for name, content in value.items()}
    if isinstance(value, list | tuple):
        return [encode(content) for content in value]
    return value


def dump_facts(facts: Facts) -> dict:
    """Facts as plain data."""
    return encode(facts)


def dump_policy(policy: Policy) -> dict:
    """One version of a policy as plain data."""
    return encode(policy)


def dump_finding(finding: Finding) -> dict:
    """One finding as plain data."""
    return encode(finding)


def dump_assessment(assessment: Assessment) -> dict:
    """An assessment as plain data."""
    return encode(assessment)


def load_facts(data: Any) -> Facts:
    """Facts from plain data. Raises Unreadable."""
    return _dataclass(Facts, data, "facts")


def load_finding(data: Any) -> Finding:
    """A finding from plain data. Raises Unreadable."""
    return _dataclass(Finding, data, "finding")


def load_assessment(data: Any) -> Assessment:
    """An assessment from plain data. Raises Unreadable."""
    return _dataclass(Assessment, data, "assessment")


def load_policy(data: Any) -> Policy:
    """One version of a policy from plain data, its limits checked and completed. Raises Unreadable."""
    policy = _dataclass(Policy, data, "policy")
    rows = tuple(_checked(row, f"policy.{row.criterion}") for row in policy.thresholds)
    keys = [row.criterion for row in rows]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise Unreadable(f"policy: {', '.join(twice)} is named more than once.")
    return replace(policy, thresholds=rows)


def _checked(row: Threshold, where: str) -> Threshold:
    if row.criterion not in CRITERIA:
        raise Unreadable(f"{where}: there is no criterion {row.criterion}.")
    criterion = CRITERIA[row.criterion]
    limit, problems = read_limit(criterion, row.limit)
    if problems:
        raise Unreadable("; ".join(f"{where}.{problem.field}: {problem.code} {problem.detail}".strip() for problem in problems))
    if row.waivable_by and not criterion.waivable:
        raise Unreadable(f"{where}: nobody may waive {row.criterion}; leave waivable_by empty.")
    return replace(row, limit=limit)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _dataclass(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise Unreadable(f"{where}: expected a table of names and values, found {type(data).__name__}.")
    hints = _hints(kind)
    if strange := sorted(set(data) - set(hints)):
        raise Unreadable(f"{where}: unknown name {', '.join(strange)}. Known: {', '.join(hints)}.")
    values = {name: _read(hints[name], content, f"{where}.{name}") for name, content in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        missing = [item.name for item in fields(kind) if item.name not in values and _required(item)]
        raise Unreadable(f"{where}: missing {', '.join(missing)}.") from error


def _required(item) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _read(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return _read_union(hint, value, where)
    if get_origin(hint) is tuple:
        return _read_tuple(hint, value, where)
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return restore(_as(Mapping, value, where))
    if hint is date:
        return _read_date(value, where)
    if hint is Money:
        return _read_money(value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _read_choice(hint, value, where)
    if is_dataclass(hint):
        return _dataclass(hint, value, where)
    if hint is int and isinstance(value, bool):
        raise Unreadable(f"{where}: expected a whole number, found {value}.")
    return _as(hint, value, where)


def _as(kind: type, value: Any, where: str) -> Any:
    if not isinstance(value, kind):
        raise Unreadable(f"{where}: expected {kind.__name__}, found {value!r}.")
    return value


def _read_union(hint: Any, value: Any, where: str) -> Any:
    if value is None:
        return None
    (inner,) = [option for option in get_args(hint) if option is not NoneType]
    return _read(inner, value, where)


def _read_tuple(hint: Any, value: Any, where: str) -> tuple:
    if not isinstance(value, list | tuple):
        raise Unreadable(f"{where}: expected a list, found {value!r}.")
    inner = get_args(hint)[0]
    return tuple(_read(inner, content, f"{where}[{place}]") for place, content in enumerate(value))


def _read_date(value: Any, where: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Unreadable(f"{where}: expected a date like 2026-11-24, found {value!r}.") from None


def _read_money(value: Any, where: str) -> Money:
    if isinstance(value, Mapping) and set(value) == {"minor", "currency"} and type(value["minor"]) is int:
        return Money(value["minor"], str(value["currency"]))
    raise Unreadable(f"{where}: expected an amount like {{minor = 12500, currency = 'USD'}}, found {value!r}.")


def _read_choice(hint: type[StrEnum], value: Any, where: str) -> StrEnum:
    try:
        return hint(value)
    except ValueError:
        raise Unreadable(f"{where}: expected one of {', '.join(hint)}, found {value!r}.") from None


def restore(value: Any) -> Any:
    """Values of `observed` and `required` from plain data: dates, money and tuples as they were."""
    if isinstance(value, Mapping):
        if set(value) == {"minor", "currency"}:
            return Money(value["minor"], value["currency"])
        return {name: restore(content) for name, content in value.items()}
    if isinstance(value, list | tuple):
        return tuple(restore(content) for content in value)
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):  # a number that is written like a day and is none, such as 2026-13-45
            return date.fromisoformat(value)
    return value
