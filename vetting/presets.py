"""Ready-made policies to start from: one TOML file each in `vetting/presets/`, with how sure each rule is. Pure.

A preset has no day of its own; whoever drafts from it gives one. Files people write for `manage.py assess` have the same
shape, may be JSON, and may hold several versions under `policies`.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vetting.codec import Unreadable, load_policy
from vetting.findings import Policy

FOLDER = Path(__file__).with_name("presets")
SURE = ("source", "known", "usual", "guess")  # on what a rule of a preset rests: a source, general knowledge, the trade's habit, a guess


def names() -> tuple[str, ...]:
    """The presets shipped, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def preset(name: str, *, effective_from: date = date.min, version: int = 1) -> Policy:
    """One preset as a policy in force from a day. Raises LookupError for a name that is not shipped."""
    if name not in names():
        raise LookupError(f"There is no preset {name}. There are: {', '.join(names())}.")
    (policy,) = read(FOLDER / f"{name}.toml")
    return replace(policy, effective_from=effective_from, version=version)


def sure(name: str) -> dict[str, str]:
    """How sure each rule of a preset is, by criterion: one of SURE. Raises LookupError for a name that is not shipped."""
    preset(name)
    return {key: row["sure"] for key, row in parse(FOLDER / f"{name}.toml")["criteria"].items()}


def between(name: str) -> dict:
    """What a preset says of the time between two vettings, by key of `vetting.committee`; nothing where it keeps to the defaults."""
    preset(name)
    return dict(parse(FOLDER / f"{name}.toml").get("between", {}))


def read(path: Path) -> tuple[Policy, ...]:
    """The policy, or all versions of it, in a TOML or JSON file. Raises Unreadable, or OSError."""
    data = parse(path)
    tables = data.get("policies", [data])
    if not isinstance(tables, list) or not tables:
        raise Unreadable("policies: expected a list with at least one version.")
    return tuple(load_policy(_rows(table)) for table in tables)


def parse(path: Path) -> Mapping[str, Any]:
    """The table of names and values in a TOML or JSON file. Raises Unreadable, or OSError."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise Unreadable(f"{path.name} cannot be read: {error}") from error
    if not isinstance(data, Mapping):
        raise Unreadable(f"{path.name}: expected a table of names and values.")
    return data


def _rows(table: Any) -> Any:
    """The written form `[criteria.<key>]` as the list of thresholds it stands for; a version without a day is in force."""
    if not isinstance(table, Mapping):
        raise Unreadable(f"policies: expected a table of names and values, found {table!r}.")
    table = {"version": 1, "effective_from": date.min, **table}
    table.pop("between", None)  # what comes up between two vettings is no rule about a file
    criteria = table.pop("criteria", None)
    if criteria is not None:
        if not isinstance(criteria, Mapping) or not all(isinstance(row, Mapping) for row in criteria.values()):
            raise Unreadable("criteria: expected one table per criterion.")
        rows = {key: {name: value for name, value in row.items() if name != "sure"} for key, row in criteria.items()}
        table["thresholds"] = [{"criterion": key, "limit": {}, **row} for key, row in rows.items()]
    return table
