"""The claims of one file as the rules read them: what the carrier says where somebody verified it, else her own word.

A claim counts from its latest day: closed, else reported (NCQA CR 3 A looks back over settlements and judgments, domain 1.6). A loss
run that shows more claims than she entered with its carrier gives the rest: they count as of its latest day and their amounts are
not known, so nothing clean follows until she enters them.
"""

from datetime import date

from licensure.claims import OPEN, carrier
from network.money import Money
from vetting import evidence

ELEMENT, QUESTION = "claims", "malpractice_claims"


def claims_of(profile, proofs, answers) -> tuple[evidence.Claim, ...] | None:
    """Every claim she entered or a verified loss run shows; None when she says there are some and none is on file."""
    rows = [row for row in profile.of_kind("claim") if row.issued_on]
    found = (*(_claim(row, proofs) for row in rows), *_not_entered(rows, profile.of_kind("loss_run"), proofs))
    told = any(answer.question == QUESTION and answer.yes for answer in answers)
    return None if told and not found else found


def _claim(row, proofs) -> evidence.Claim:
    """Every value of the source where it states one."""
    check = proofs.row(ELEMENT, row.key)
    said = check.values if check and check.state == "verified" else {}
    closed = _day(said.get("closed_on") if said.get("claim_state") else row.detail.get("closed_on"))
    state = said.get("claim_state") or row.detail.get("state")
    minor = said.get("paid") if said.get("claim_state") else row.per_claim
    currency = said.get("currency") or row.currency
    return evidence.Claim(
        on=max(filter(None, (_day(said.get("reported_on")) or row.issued_on, closed))),
        open=state == OPEN if state else row.detail.get("open", False),
        proof=proofs.proof(ELEMENT, row.key),
        paid=Money(minor, currency) if minor is not None and currency else None,
    )


def _not_entered(claims, runs, proofs):
    """The claims on each carrier's newest verified loss run beyond those she entered with it."""
    newest = {}
    for row in runs:
        check = proofs.row(ELEMENT, row.key)
        if check and check.state == "verified" and check.values.get("claims") is not None:
            key = carrier(row.issuer)
            newest[key] = max(newest.get(key, check), check, key=lambda one: one.as_of)
    for key, check in newest.items():
        entered = sum(carrier(row.issuer) == key for row in claims)
        on = _day(check.values.get("latest_on")) or check.as_of
        proof = proofs.proof(ELEMENT, check.item)
        for number in range(check.values["claims"] - entered):
            yield evidence.Claim(on, number == 0 and bool(check.values.get("any_open")), proof)


def _day(value) -> date | None:
    return date.fromisoformat(value) if value else None
