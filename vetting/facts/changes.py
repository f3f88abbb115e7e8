"""What a therapist is told when her standing changed: the answer as it is now, and why, as codes and as words."""

from dataclasses import dataclass
from datetime import date

from network.dates import Day
from network.facts.standing import rows_of
from network.formats import listed
from network.models import Jurisdiction
from network.queries.standing import needs
from network.standing import Reason, Use
from network.words_letter import written

IN_NETWORK = ("active", "leaving")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether she may be offered clients and serve those she has, anywhere; every distinct reason where she may not.

    `where`: the places of each reason, by code; of one that counts wherever she is approved none are named. `unpaid`: sessions
    of some service in some place do not count, though others do.
    """

    offered: bool
    sessions: bool
    reasons: tuple[Reason, ...]
    where: tuple[tuple[str, ...], ...] = ()
    unpaid: bool = False

    @property
    def signature(self) -> str:
        """What she would call a change: what is possible, and the codes and days of what stands in the way."""
        named = self.where or [()] * len(self.reasons)
        told = sorted(f"{reason.code}{reason.facts!r}{','.join(where)}" for reason, where in zip(self.reasons, named, strict=True))
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
    stuck = {key: every for key, every in found.items() if not any(clearance.ok for clearance in every)}
    reasons = dict.fromkeys(reason for every in stuck.values() for clearance in every for reason in clearance.reasons)
    places = [_places(reason, stuck, {place for _use, _service, place, _panel in found}) for reason in reasons]
    unpaid = clear[Use.SESSION] and any(use == Use.SESSION for use, _service, _place, _panel in stuck)
    return Answer(clear[Use.OFFER], clear[Use.SESSION], tuple(reasons), tuple(places) if any(places) else (), unpaid)


def _places(reason, stuck, everywhere) -> tuple[str, ...]:
    """Where a reason counts; nothing for one that counts in every place."""
    told = {
        place for (_use, _service, place, _panel), every in stuck.items() if any(reason in clearance.reasons for clearance in every)
    }
    return () if told == everywhere else tuple(sorted(told))


def _ends(reason: Reason) -> bool:
    """Whether it is an end, and no pause that something ends again."""
    return reason.code in ("denied", "terms_ended") or (reason.code == "held" and reason["why"] == "notice")


def change_context(answer: Answer, on: date) -> dict:
    """Values of the letter about a change, worded in the language that is active."""
    words, where = [written(reason) for reason in answer.reasons], answer.where or [()] * len(answer.reasons)
    names = dict(Jurisdiction.objects.filter(pk__in={code for codes in where for code in codes}).values_list("code", "name"))
    return {
        "since": on,
        "offered": answer.offered,
        "sessions": answer.sessions,
        "unpaid": answer.unpaid,
        "reasons": [
            {"text": each.message, "cure": each.cure, "where": listed(names.get(code, code) for code in codes)}
            for each, codes in zip(words, where, strict=True)
        ],
        "ends": any(_ends(reason) for reason in answer.reasons),
        "signature": answer.signature,
    }
