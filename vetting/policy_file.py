"""A policy as a file: one version in TOML as the presets are written, and such a file read back with everything wrong in it. Pure.

What is written is read again without loss. A file names no organization and no day: whoever takes it in gives both.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vetting.codec import encode, restore
from vetting.findings import BindsOn, Policy, Reason, Reviewer, Severity, Threshold

MOST_BYTES = 200_000
MOST_ROWS = 200
ROW = {  # what a rule says beside its limit → the values it may have, its own first where none is given
    "severity": tuple(Severity), "reviewer": tuple(Reviewer), "reason": (Reason.CHOICE, *Reason), "waivable_by": ("", *Reviewer),
    "binds_on": (BindsOn.DECISION, *BindsOn),
}
NAMES = ("name", "preset", "revetting_months", "clocks", "committee", "governance", "criteria", "panels")
PANEL = ("name", "criteria")
SETTINGS = ("clocks", "committee", "governance")
IGNORED = ("version", "effective_from", "note", "between")  # said for the reader; the organization gives its own


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a file: unreadable, unknown, not_a_table, not_a_choice, missing, wrong_type, too_many."""

    where: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PanelRows:
    """What one panel asks beyond everybody, by a short name of letters and the name people read."""

    code: str
    name: str
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What a file says, its limits as they stand there: whether they make sense is asked of each criterion afterwards."""

    name: str = ""
    preset: str = ""
    revetting_months: int = 36
    clocks: Mapping[str, Any] = field(default_factory=dict)
    committee: Mapping[str, Any] = field(default_factory=dict)
    governance: Mapping[str, Any] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    faults: tuple[Fault, ...] = ()
    panels: tuple[PanelRows, ...] | None = None  # None: the file says nothing of panels


def read(content: bytes, *, json_file: bool = False) -> PolicyFile:
    """What stands in a file, with every fault of its form. Nothing is raised: a file that cannot be read is a fault."""
    try:
        text = content.decode("utf-8-sig")
        data = json.loads(text) if json_file else tomllib.loads(text)
        _storable(data)
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML or JSON, a number of thousands of digits
        return PolicyFile(faults=(Fault("", "unreadable", str(error)[:200]),))
    if not isinstance(data, Mapping):
        return PolicyFile(faults=(Fault("", "not_a_table"),))
    faults = [Fault(str(name), "unknown", ", ".join(NAMES)) for name in data if name not in (*NAMES, *IGNORED)]
    said = {"name": data.get("name", ""), "preset": data.get("preset", ""), "revetting_months": data.get("revetting_months", 36)}
    wrong = [key for key, value in said.items() if type(value) is not (int if key == "revetting_months" else str)]
    faults += [Fault(key, "wrong_type", repr(said[key])[:60]) for key in wrong]
    tables = {name: _table(data, name, faults) for name in SETTINGS}
    rows = tuple(_rows(_table(data, "criteria", faults), faults))
    if not rows and not faults:
        faults.append(Fault("criteria", "missing"))
    sound = {key: value for key, value in said.items() if key not in wrong}
    panels = tuple(_panels(_table(data, "panels", faults), faults)) if "panels" in data else None
    return PolicyFile(**sound, **tables, thresholds=rows, panels=panels, faults=tuple(faults))


def _storable(data: Any) -> None:
    """Raise ValueError for a text no database keeps: with a NUL, or with half of a character written by its number."""
    if isinstance(data, Mapping):
        data = [*data, *data.values()]
    if isinstance(data, list):
        for each in data:
            _storable(each)
    if isinstance(data, str) and "\0" in data:
        raise ValueError("\\u0000")
    if isinstance(data, str):
        data.encode()


def _panels(tables: Mapping, faults: list[Fault]) -> Iterator[PanelRows]:
    for code, table in tables.items():
        where, inside = f"panels.{code}", []
        if not isinstance(table, Mapping):
            faults.append(Fault(where, "not_a_table"))
            continue
        inside += [Fault(str(name), "unknown", ", ".join(PANEL)) for name in table if name not in PANEL]
        name = table.get("name", "")
        if type(name) is not str or not name.strip():
            inside.append(Fault("name", "missing"))
        rows = tuple(_rows(_table(table, "criteria", inside), inside))
        faults += [Fault(f"{where}.{each.where}", each.code, each.detail) for each in inside]
        yield PanelRows(str(code), str(name), rows)


def _table(data: Mapping, name: str, faults: list[Fault]) -> Mapping:
    found = data.get(name, {})
    if isinstance(found, Mapping):
        return found
    faults.append(Fault(name, "not_a_table"))
    return {}


def _rows(criteria: Mapping, faults: list[Fault]) -> Iterator[Threshold]:
    if len(criteria) > MOST_ROWS:
        faults.append(Fault("criteria", "too_many", str(MOST_ROWS)))
        return
    for key, row in criteria.items():
        limit = row.get("limit", {}) if isinstance(row, Mapping) else None
        if not isinstance(limit, Mapping):
            faults.append(Fault(key if not isinstance(row, Mapping) else f"{key}.limit", "not_a_table"))
            continue
        wrong = list(_wrong(key, row))
        faults.extend(wrong)
        if not wrong:
            said = {name: row.get(name, choices[0]) for name, choices in ROW.items()}
            yield Threshold(
                key, Severity(said["severity"]), restore(limit), Reason(said["reason"]), str(said["waivable_by"]),
                BindsOn(said["binds_on"]), Reviewer(said["reviewer"]),
            )


def _wrong(key: str, row: Mapping) -> Iterator[Fault]:
    for name, value in row.items():
        if name not in (*ROW, "limit", "sure"):
            yield Fault(f"{key}.{name}", "unknown", ", ".join((*ROW, "limit")))
        elif name in ROW and value not in ROW[name]:
            yield Fault(f"{key}.{name}", "not_a_choice", ", ".join(dict.fromkeys(map(str, filter(None, ROW[name])))))
    if "severity" not in row:
        yield Fault(f"{key}.severity", "missing")


def write(
    policy: Policy, *, preset: str, clocks: Mapping[str, Any], comments: Mapping[str, str], head: str = "",
    panels: tuple[PanelRows, ...] = (), **beside
) -> str:
    """One version as TOML. `comments`: the sentence of each rule by criterion, put above it; `head` stands above everything.

    `beside`: the version's other tables, by their names in SETTINGS.
    """
    lines = [*_comment(head), f"name = {_value(policy.name)}", f"version = {policy.version}"]
    lines += [*([f"preset = {_value(preset)}"] if preset else []), f"revetting_months = {policy.revetting_months}"]
    for name in SETTINGS:
        if said := {"clocks": clocks, **beside}.get(name):
            lines += ["", f"[{name}]", *(f"{key} = {_value(encode(value))}" for key, value in said.items())]
    for row in policy.thresholds:
        lines += ["", *_comment(comments.get(row.criterion, "")), *_row(f"criteria.{row.criterion}", row)]
    for panel in panels:
        lines += ["", f"[panels.{panel.code}]", f"name = {_value(panel.name)}"]
        for row in panel.thresholds:
            lines += ["", *_row(f"panels.{panel.code}.criteria.{row.criterion}", row)]
    return "\n".join(lines) + "\n"


def _row(where: str, row: Threshold) -> list[str]:
    said = [f"{name} = {_value(str(getattr(row, name)))}" for name in ROW]
    return [f"[{where}]", *said, f"limit = {_value(encode(row.limit))}"]


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _value(value: Any) -> str:
    """One value as TOML writes it; a JSON string is one of TOML's."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_value(str(name))} = {_value(content)}" for name, content in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
