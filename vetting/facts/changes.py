"""What a therapist is told when her standing changed: the answer as it is now, and why, as codes and as words."""

from dataclasses import dataclass
from datetime import date

from network.dates import Day
from network.facts.standing import rows_of
from network.queries.standing import needs
from network.standing import Reason, Use
from network.words_letter import written

IN_NETWORK = ("active", "leaving")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether she may be offered clients and serve those she has, anywhere; every distinct reason where she may not."""

    offered: bool
    sessions: bool
    reasons: tuple[Reason, ...]

    @property
    def signature(self) -> str:
        """What she would call a change: what is possible, and the codes and days of what stands in the way."""
        told = sorted(f"{reason.code}{reason.facts!r}" for reason in self.reasons)
        return f"{int(self.offered)}{int(self.sessions)}{''.join(told)}" if self.reasons else "clear"


def answer_on(participation, on: date) -> Answer:
    """Her standing on the organization's day `on`, as known now. A service she may give in some way is no problem."""
    rows = rows_of(participation).known()
    found, clear = {}, dict.fromkeys(Use, False)
    for need in needs(rows, participation.organization):
        if need.use != Use.RELEASE:
            clearance = rows.clear(need, Day(on))
            clear[need.use] |= clearance.ok
            found.setdefault((need.use, need.service, need.client_in, need.panel), []).append(clearance)
    stuck = [every for every in found.values() if not any(clearance.ok for clearance in every)]
    reasons = dict.fromkeys(reason for every in stuck for clearance in every for reason in clearance.reasons)
    return Answer(clear[Use.OFFER], clear[Use.SESSION], tuple(reasons))


def _ends(reason: Reason) -> bool:
    """Whether it is an end, and no pause that something ends again."""
    return reason.code in ("denied", "terms_ended") or (reason.code == "held" and reason["why"] == "notice")


def change_context(answer: Answer, on: date) -> dict:
    """Values of the letter about a change, worded in the language that is active."""
    words = [written(reason) for reason in answer.reasons]
    return {
        "since": on,
        "offered": answer.offered,
        "sessions": answer.sessions,
        "reasons": [{"text": each.message, "cure": each.cure} for each in words],
        "ends": any(_ends(reason) for reason in answer.reasons),
        "signature": answer.signature,
    }
