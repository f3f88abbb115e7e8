"""How much cover the organization somebody applies to asks for, as the upload coach compares it with a paper."""

from collections.abc import Mapping
from datetime import date

NAMES = {"insurance_per_claim": "per_claim", "insurance_aggregate": "aggregate"}


def minimums(organization, policies, on: date) -> Mapping:
    """The least amounts by currency of the version in force on day `on`, and whose they are."""
    in_force = [policy for policy in policies if policy.effective_from <= on]
    rows = max(in_force, key=lambda policy: policy.effective_from).thresholds if in_force else ()
    asked = {NAMES[row.criterion]: dict(row.limit["minimum"]) for row in rows if row.criterion in NAMES and row.limit}
    return {"name": organization.name, **asked} if asked else {}
