"""Other papers: what she shows of them, and of her degrees as papers."""

from vetting import evidence
from vetting.criteria.papers import DEGREE


def papers_of(profile, proofs) -> tuple[evidence.Paper, ...]:
    """Her other papers, and her degrees as papers that may need a translation."""
    shown = [_paper(row.code, row, proofs.proof("paper", row.key), _last_day(row, proofs)) for row in profile.of_kind("paper")]
    return (*shown, *(_paper(DEGREE, row, proofs.proof("education", row.key), None) for row in profile.of_kind("degree")))


def _last_day(row, proofs):
    """Its last day as its source says, once that was verified; else as she states it."""
    check = proofs.row("paper", row.key)
    verified = check is not None and check.state == "verified"
    return check.good_through if verified and check.good_through else row.covers_through


def _paper(kind, row, proof, last) -> evidence.Paper:
    said = {name: row.detail.get(name) or None for name in ("place", "basis", "language", "translation", "legalization")}
    return evidence.Paper(kind, proof, row.issued_on, last, **said)
