"""The months without work that an organization asks a therapist to explain, before she signs."""

from dataclasses import dataclass
from datetime import date

from vetting import evidence
from vetting.criteria.history import unexplained
from vetting.criteria.shapes import month_start
from vetting.facts.profile import Profile

ASKED = ("gaps_explained", "gaps_in_writing")
DEFAULT = {"months": 3, "years": 5}  # what her own page shows when no organization is in view


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Whole months without work: the first days of the first and of the last one, and how many."""

    first: date
    last: date
    months: int


def gap_limit(policies) -> dict | None:
    """The strictest limit these policies set on a gap, or None when they set none."""
    limits = [row.limit for policy in policies for row in policy.thresholds if row.criterion in ASKED]
    return min(limits, key=lambda limit: limit["months"], default=None)


def open_gaps(profile: Profile, limit, on: date) -> tuple[OpenGap, ...]:
    """Gaps longer than the limit which nothing of hers explains, as they would stand if she signed on `on`."""
    if not limit:
        return ()
    facts = evidence.Facts(
        attested_on=on,
        jobs=tuple(evidence.Job(row.first_month, row.last_month) for row in profile.positions if row.kind == "work"),
        gap_explanations=tuple(
            evidence.GapExplanation(row.first_month, row.last_month or on, row.in_writing)
            for row in profile.positions if row.kind == "gap"
        ),
    )
    found = unexplained(facts, {**DEFAULT, **limit}, on)
    return tuple(OpenGap(month_start(gap.first), month_start(gap.last), gap.months) for gap in found)
