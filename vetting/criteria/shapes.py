"""The shapes criteria share: how far evidence reaches, any-of and all-of, windows that end, and limits read from a row."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from network.dates import last_good_day, plus_months
from vetting.evidence import Facts, Proof, State
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict

ONE_DAY = timedelta(days=1)
REACH = {State.ATTESTED: 1, State.OBTAINED: 2, State.VERIFIED: 3}
EVIDENCE = Field(
    "evidence", Kind.CODE, choices=("attested", "obtained", "verified"), default="verified", stricter=Stricter.HIGHER
)


def days_field(maximum: int = 1095) -> Field:
    """A window in days; fewer days ask for fresher evidence."""
    return Field("days", Kind.INTEGER, minimum=1, maximum=maximum, stricter=Stricter.LOWER)


def reaches(state: State, floor: str) -> bool:
    """Whether evidence in this state satisfies a floor of attested, obtained or verified."""
    return REACH.get(state, 0) >= REACH[State(floor)]


def settle(good: bool, state: State, floor: str) -> Outcome:
    """The outcome of a fact and its evidence: good counts from the floor up, bad only as her own word or as verified.

    What software fetched and nobody reviewed, and what its source disputes, decides nothing: UNKNOWN.
    """
    if good:
        return Outcome.MET if reaches(state, floor) else Outcome.UNKNOWN
    return Outcome.NOT_MET if state in (State.ATTESTED, State.VERIFIED) else Outcome.UNKNOWN


ANY_OF = (Outcome.MET, Outcome.UNKNOWN, Outcome.NOT_MET)
ALL_OF = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET)


def best(verdicts: Iterable[Verdict], otherwise: Verdict) -> Verdict:
    """Any-of: the first verdict that is met, else one still unknown, else one not met; `otherwise` when there are none."""
    return _first(ANY_OF, verdicts, otherwise)


def worst(verdicts: Iterable[Verdict], otherwise: Verdict) -> Verdict:
    """All-of: the first verdict not met, else one unknown, else the met one that ends first; `otherwise` for none."""
    ordered = sorted(verdicts, key=lambda verdict: verdict.good_through or date.max)
    return _first(ALL_OF, ordered, otherwise)


def _first(order, verdicts, otherwise):
    ranked = sorted(verdicts, key=lambda verdict: order.index(verdict.outcome))
    return ranked[0] if ranked else otherwise


def verdict(outcome: Outcome, proof: Proof | None = None, good_through: date | None = None, **observed) -> Verdict:
    """A verdict with its observed values and the record it rests on. `good_through` is kept for MET only.

    Where a documented rule and no person stands behind the proof, that is observed too.
    """
    observed |= {"rule": proof.rule} if proof and proof.rule else {}
    evidence = (proof.ref,) if proof and proof.ref else ()
    return Verdict(outcome, observed, evidence, good_through if outcome is Outcome.MET else None)


def unknown(**observed) -> Verdict:
    """Nobody has said, or what was said is too old."""
    return Verdict(Outcome.UNKNOWN, observed)


def not_applicable(**observed) -> Verdict:
    """The criterion asks nothing of this file."""
    return Verdict(Outcome.NOT_APPLICABLE, observed)


def proof_for(facts: Facts, element: str) -> Proof:
    """The newest verified proof of an element, else the newest of any state, else her own word."""
    proofs = facts.proofs_of(element)
    verified = [proof for proof in proofs if proof.state is State.VERIFIED]
    return (verified or list(proofs) or [Proof(element)])[-1]


def fresh(proof: Proof, last: date | None, on: date) -> Verdict:
    """MET through `last` when it was verified; afterwards, or before that, UNKNOWN and never a failure."""
    good = proof.state is State.VERIFIED and last is not None and on <= last
    return verdict(
        Outcome.MET if good else Outcome.UNKNOWN, proof, last, state=str(proof.state), as_of=proof.as_of
    )


def within_days(proof: Proof, days: int, on: date) -> Verdict:
    """Fresh through the proof's source day plus n days."""
    return fresh(proof, proof.as_of and last_good_day(proof.as_of, days), on)


def within_months(proof: Proof, months: int, on: date) -> Verdict:
    """Fresh through the same day n months later."""
    return fresh(proof, proof.as_of and plus_months(proof.as_of, months), on)


def days_turns(proofs: Iterable[Proof], days: int) -> list[date]:
    """The first day each proof is too old."""
    return [last_good_day(proof.as_of, days) + ONE_DAY for proof in proofs if proof.as_of]


def months_turns(proofs: Iterable[Proof], months: int) -> list[date]:
    """The first day each proof is too old."""
    return [plus_months(proof.as_of, months) + ONE_DAY for proof in proofs if proof.as_of]


def no_turns(facts: Facts, limit: Limit) -> tuple[date, ...]:
    """Time changes nothing here."""
    return ()


def window(key: str, family: str, element: str) -> Criterion:
    """A criterion that one evidence element was verified within n days."""

    def outcome(facts: Facts, limit: Limit, on: date) -> Verdict:
        return within_days(proof_for(facts, element), limit["days"], on)

    def turns(facts: Facts, limit: Limit) -> list[date]:
        return days_turns(facts.proofs_of(element), limit["days"])

    return Criterion(key, family, Unit.DAYS, (days_field(),), outcome, turns, (element,))


def month_index(day: date) -> int:
    """Months since year 0; two days of one calendar month share it."""
    return day.year * 12 + day.month - 1


def month_start(index: int) -> date:
    """The first day of the month with this index."""
    return date(index // 12, index % 12 + 1, 1)


Judge = Callable[[Facts, Limit, date], Verdict]
