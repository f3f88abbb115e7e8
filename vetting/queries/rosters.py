"""What an organization's policy says of a roster, row by row. Reads lists and policies, saves and decides nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from licensure.facts_screening import index_of, versions_in_use
from licensure.screening import Candidate, ListIndex, screen
from vetting.claims import Claims, as_if_verified, facts_of
from vetting.rules import Finding, Policy, Route, findings, in_force, route


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A list in use: its key, the day of its file, and its rows ready to be searched."""

    key: str
    as_of: date
    index: ListIndex


@dataclass(frozen=True, slots=True)
class Vetted:
    """One row: what each criterion found, who on a list may be her, and where the file would go. Nobody decided it."""

    claims: Claims
    route: Route
    findings: tuple[Finding, ...]
    screening: tuple[tuple[str, Candidate], ...]


def lists_in_use() -> tuple[LoadedList, ...]:
    """Every list that was ever loaded, in the order of their keys."""
    return tuple(LoadedList(version.exclusion_list_id, version.as_of, index_of(version)) for version in versions_in_use())


def equivalent_degrees(policies: Sequence[Policy]) -> tuple[str, ...]:
    """The degree codes that any version counts as equal to a level."""
    rows = (policy.threshold("degree_level") for policy in policies)
    return tuple(dict.fromkeys(code for row in rows if row for code in row.limit["equivalents"]))


def vet(
    claims: Sequence[Claims], *, policies: Sequence[Policy], lists: Sequence[LoadedList], on: date, verified: bool = False
) -> Iterator[Vetted]:
    """Screen and evaluate each row on `on`. `verified` asks where it would go were every claim true.

    Claims prove nothing, so without `verified` no row is clean, not even under a policy that asks for no verification.
    """
    current = in_force(policies, on)
    for row in claims:
        hits = tuple((each.key, found) for each in lists for found in screen(row.person, each.index))
        facts = facts_of(row, on=on, hits=hits, lists=[(each.key, each.as_of) for each in lists])
        if verified:
            facts = as_if_verified(facts, current, on=on)
        found = findings(policies, facts, on=on)
        where = route(found)
        yield Vetted(row, Route.INCOMPLETE if where is Route.CLEAN and not verified else where, found, hits)
