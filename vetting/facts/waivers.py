"""The waivers of one file: which criteria somebody decided shall not decide it, from when, and until when."""

from datetime import date, timedelta

from vetting import evidence
from vetting.criteria import CRITERIA
from vetting.facts.clocks import clocks_of


def waivers_of(proofs, organization, zone) -> tuple[evidence.Waiver, ...]:
    """An element whose checks are waived waives the criteria that read it, where they may be waived at all."""
    found = []
    for row in proofs.rows:
        every = all(other.state in ("waived", "verified") for other in proofs.rows if other.element == row.element)
        if row.state == "waived" and every:
            role = "committee" if row.waiver_by_id else "director"
            first = row.verified_at.astimezone(zone).date()
            last, ref = _last(organization, first), f"verification:{row.pk}"
            found += [
                evidence.Waiver(key, str(row.waived_by), first, last, ref, role)
                for key, criterion in CRITERIA.items()
                if criterion.waivable and row.element in criterion.reads
            ]
    return tuple(found)


def _last(organization, first: date) -> date | None:
    """The last day of a waiver given on `first`, by the days of the policy in force then; None while the vetting lasts."""
    days = clocks_of(organization, first)["waiver_days"]
    return first + timedelta(days=days) if days else None
