"""What facts and findings hold of what peers said, left out for somebody who does not read peer review. Pure.

That a rule is met or not is no word of a peer's: it stays, with what the rule asks. What was seen goes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from vetting.criteria import CRITERIA

BY_PEERS = "reference"  # the element in which a colleague speaks of her
REPORTED = ("claims", "disclosures")  # the elements a data bank reports on
RATED = ("reference_ratings", "score")  # what a rating is read from, or counted back from
NOT_SHOWN = {"closed": True}  # in place of what was seen


def closed_criteria(reported: Iterable[str] = ()) -> frozenset[str]:
    """The criteria whose findings tell what peers said; `reported`: the elements of this file a data bank reported on."""
    elements = set(reported) & set(REPORTED)
    return frozenset({*RATED, *(key for key, criterion in CRITERIA.items() if elements & set(criterion.reads))})


def stored_without_peers(facts: Mapping[str, Any], findings: Iterable[Mapping[str, Any]], *, bank: str) -> tuple[dict, list[dict]]:
    """Stored facts and findings (`vetting.codec`) without what a referee rated or the data bank named `bank` reported."""
    kept, reported = _facts(facts, bank)
    closed = closed_criteria(reported)
    return kept, [{**row, "observed": NOT_SHOWN} if row["criterion"] in closed else dict(row) for row in findings]


def _facts(facts, bank):
    def by_bank(proof):
        return bank.casefold() in proof.get("source", "").casefold()

    kept = dict(facts)
    if facts.get("references"):
        kept["references"] = [{name: value for name, value in row.items() if name != "rating"} for row in facts["references"]]
    reported = {proof["element"] for proof in facts.get("proofs") or () if by_bank(proof)}
    for name, element in (("claims", "claims"), ("records", "disclosures")):
        if any(by_bank(row["proof"]) for row in facts.get(name) or ()):
            kept[name] = [row for row in facts[name] if not by_bank(row["proof"])]
            reported.add(element)
    if "disclosures" in reported and facts.get("answers"):
        kept["answers"] = [{name: value for name, value in row.items() if name != "grade"} for row in facts["answers"]]
    return kept, reported
