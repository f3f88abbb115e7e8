"""A malpractice claim and a carrier's loss run: their states, what is kept of each, and when two carriers are one. Pure.

Domain 1.6: every claim, settlement, judgment and pending matter with its day, amount, state and a narrative. A loss run is the
carrier's own list of the claims on its policies, as of a day; one without any claim is an answer too.
"""

OPEN, CLOSED_UNPAID, SETTLED, JUDGMENT = STATES = ("open_claim", "closed_unpaid", "settled", "judgment")
PAID = (SETTLED, JUDGMENT)  # the states that say an amount
NARRATIVE = "narrative"  # her own words, kept in the row only: never in the audit trail, an export or a finding

TOLD = {  # kind of the row → what its source must say before somebody can verify it
    "claim": ("reported_on", "claim_state", "currency"),
    "loss_run": ("claims",),
}


def carrier(name: str) -> str:
    """How two writings of one carrier are the same."""
    return " ".join(name.split()).casefold()


def untold(kind: str, values) -> tuple[str, ...]:
    """What a source's answer about a row of this kind leaves unsaid; a paid claim needs its amount, a closed one its day."""
    missing = [name for name in TOLD.get(kind, ()) if values.get(name) in (None, "")]
    state = values.get("claim_state")
    if state in PAID and values.get("paid") is None:
        missing.append("paid")
    if state and state != OPEN and not values.get("closed_on"):
        missing.append("closed_on")
    if values.get("claims") and not values.get("latest_on"):
        missing.append("latest_on")
    return tuple(missing)
