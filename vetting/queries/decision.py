"""What can be decided about a file, by whom, and why not."""

from dataclasses import dataclass

from network.access import Action
from network.events import last_sequence
from network.transitions import Refusal, refusals, unless
from vetting.facts.clocks import clocks_of
from vetting.facts.committee import holds_meetings
from vetting.queries.committee import next_meeting, not_placeable
from vetting.queries.judging import day_of, judge, judge_again, open_proposal
from vetting.terms import load


@dataclass(frozen=True, slots=True)
class Options:
    """Today's assessment, each outcome with why it may not be chosen, the first person's proposal, the last event seen."""

    assessment: object
    refusals: dict[str, tuple[Refusal, ...]]
    proposal: object
    seen: int


def options(application, *, actor, at) -> Options:
    """Everything the decision page shows; a reason typed later is taken as given here."""
    seen = last_sequence(application)  # before anything is read: what comes in meanwhile counts as not seen
    on = day_of(application.organization, at)
    today = judge(application, on=on).assessment
    proposal = open_proposal(application)
    given = {"actor": actor, "at": at, "reason": "given", "assessment": today, "proposal": proposal}
    found = {
        "approve": refusals(application, "approve", outcome="approved", **given),
        "deny": refusals(application, "deny", outcome="denied", basis="administrative", **given),
        "deny_quality": refusals(application, "deny", outcome="denied", basis="quality", **given),
        "defer": refusals(application, "defer", **given),
        "not_accept": refusals(application, "not_accept", **given),
        "vacate": refusals(application, "vacate", outcome="vacated", **given),
        "provisional": _provisionally(application, on, given),
        "agenda": _to_committee(application, actor, at),
    }
    shown = today if application.is_open else judge_again(application, on=on).assessment
    return Options(shown, found, proposal, seen)


@dataclass(frozen=True, slots=True)
class OnTerms:
    """Whether approving on terms is proposed first, the first person's proposal, and why nobody may do either now."""

    propose: bool
    proposal: object
    unmet: tuple[Refusal, ...]


def on_terms(application, *, actor, at) -> OnTerms:
    """How a file may be approved on terms: by one, or by two who say the same."""
    judged, proposal = judge(application, on=day_of(application.organization, at)), open_proposal(application)
    proposed = proposal if proposal and proposal.outcome == "approved" and proposal.terms else None
    unmet = refusals(
        application, "approve", actor=actor, at=at, reason="given", outcome="approved", assessment=judged.assessment,
        proposal=proposed, terms=load(proposed.terms) if proposed else None,
    )
    left = tuple(each for each in unmet if each.code not in ("second_person", "proposer_verified"))
    return OnTerms(propose=not left and len(left) < len(unmet), proposal=proposed, unmet=left)


def _provisionally(application, on, given):
    """Why the file cannot be approved provisionally; where that is switched off, or the file is none of the first, it is not known."""
    if application.kind != "initial" or not clocks_of(application.organization, on)["provisional_days"]:
        return (Refusal("wrong_state", ""),)
    return refusals(application, "grant_provisional", **given)


def _to_committee(application, actor, at):
    """Why the file cannot go to the committee; where no meetings are held, that step is not known at all."""
    if application.state != "in_review" or not holds_meetings(application.organization, at):
        return (Refusal("wrong_state", ""),)
    return unless(actor, Action.PREPARE_MEETING, application) or tuple(
        not_placeable(application, next_meeting(application.organization), actor)
    )
