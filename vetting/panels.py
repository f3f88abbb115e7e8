"""Layers below the organization: what a panel asks of whoever is to be on it, over what the organization asks of everybody. Pure.

A panel asks more, never less: where the organization asks more in the same version, the organization's row counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vetting.criteria import CRITERIA
from vetting.evidence import Facts
from vetting.findings import FINE, Finding, Policy, Severity, Threshold
from vetting.limits import loosened
from vetting.rules import findings


@dataclass(frozen=True, slots=True)
class PanelPolicy:
    """The versions as they count for one panel, oldest first, and by version the rules that are the panel's own."""

    code: str
    name: str
    policies: tuple[Policy, ...]
    own: dict[int, frozenset[str]]


def layered(policy: Policy, rows: Iterable[Threshold]) -> Policy:
    """One version with a panel's rows over the organization's, the stricter of two for one criterion."""
    asks = {row.criterion: row for row in policy.thresholds}
    for row in rows:
        base = asks.get(row.criterion)
        if base is None or not loosened(CRITERIA[row.criterion], base, row):
            asks[row.criterion] = row
    return replace(policy, thresholds=tuple(asks.values()))


def unmet(policies: Sequence[Policy], own: Iterable[str], facts: Facts, *, on: date) -> tuple[Finding, ...]:
    """Which of a panel's own rules keep somebody off it on a day; empty when she may be on it. What is only noted keeps nobody off."""
    asked = set(own)
    return tuple(
        finding for finding in findings(policies, facts, on=on)
        if finding.criterion in asked and finding.outcome not in FINE and finding.severity is not Severity.NOTE
    )
