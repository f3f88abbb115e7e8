"""How much cover the organization somebody applies to asks for, as the upload coach compares it with a paper."""

from collections.abc import Mapping
from datetime import date

from vetting.rules import in_force

NAMES = {"insurance_per_claim": "per_claim", "insurance_aggregate": "aggregate"}


def minimums(organization, policies, on: date) -> Mapping:
    """The least amounts by currency of the version in force on day `on`, and whose they are."""
    policy = in_force(policies, on)
    rows = policy.thresholds if policy else ()
    asked = {NAMES[row.criterion]: dict(row.limit["minimum"]) for row in rows if row.criterion in NAMES and row.limit}
    return {"name": organization.name, **asked} if asked else {}
