"""What can be decided about a file, by whom, and why not."""

from dataclasses import dataclass

from network.events import last_sequence
from network.transitions import Refusal, refusals
from vetting.workflow.deciding import judged_today, open_proposal


@dataclass(frozen=True, slots=True)
class Options:
    """Today's assessment, each outcome with why it may not be chosen, the first person's proposal, the last event seen."""

    assessment: object
    refusals: dict[str, tuple[Refusal, ...]]
    proposal: object
    seen: int


def options(application, *, actor, at) -> Options:
    """Everything the decision page shows; a reason typed later is taken as given here."""
    _facts, _policies, assessment = judged_today(application, at=at)
    proposal = open_proposal(application)
    given = {"actor": actor, "at": at, "reason": "given", "assessment": assessment, "proposal": proposal}
    found = {
        "approve": refusals(application, "approve", outcome="approved", **given),
        "deny": refusals(application, "deny", outcome="denied", basis="administrative", **given),
        "deny_quality": refusals(application, "deny", outcome="denied", basis="quality", **given),
        "defer": refusals(application, "defer", **given),
        "not_accept": refusals(application, "not_accept", **given),
        "vacate": refusals(application, "vacate", outcome="vacated", **given),
        "overturn": refusals(application, "overturn", **given),
    }
    return Options(assessment, found, proposal, last_sequence(application))
