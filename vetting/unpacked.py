"""A packed file as facts again: for a rule that is asked file by file, and for the days on which something may turn.

References to records and words nobody's rule reads are not in it; every rule says of it what it says of the facts it was made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from network.money import Money
from vetting import evidence
from vetting.columns import ALSO, HEAD, HIGH, LISTS, NAMES, NONE, PROVEN, SAID, SCALARS, STATES, Codes
from vetting.criteria.conduct import QUESTIONS
from vetting.criteria.shapes import month_start
from vetting.evidence import Facts, Proof

NPI = {NONE: None, 0: "0", 1: "1234567893"}  # whether it is well-formed is all that a rule reads


def unpack(packed: bytes, code: Codes) -> Facts:
    """The facts as the rules read them."""
    return facts_of(*numbers_of(packed, code), code)


def numbers_of(packed: bytes, code: Codes) -> tuple[dict[str, int], dict[str, list[tuple]]]:
    """The numbers of a packed file: each scalar, and the rows of each list of the facts."""
    numbers = np.frombuffer(packed, dtype="<i4").tolist()
    counts, at, lists = numbers[len(SCALARS) : HEAD], HEAD, {}
    for name, count in zip(NAMES, counts, strict=True):
        width = len(LISTS[name])
        lists[name] = [tuple(numbers[at + width * row : at + width * (row + 1)]) for row in range(count)]
        at += width * count
    for element in PROVEN:
        lists["proofs"] += [(code(element), *row) for row in lists.pop(f"{element} proofs")]
    lists["proofs"].sort(key=lambda row: row[2])  # by the day of the source, no day first
    return dict(zip(SCALARS, numbers, strict=False)), lists


def facts_of(scalars: Mapping[str, int], lists: Mapping[str, Sequence[tuple]], code: Codes) -> Facts:
    """The facts of such numbers."""
    told = {
        name: None if scalars["unsaid"] >> index & 1 else tuple(MADE[name](code, *row) for row in lists[name])
        for index, name in enumerate(SAID)
    }
    if told["answers"] is not None:
        told["answers"] = _answers(told["answers"], scalars)
    days = {name: _day(scalars[name]) for name in ("submitted_on", "decided_on", "event_on", "attested_on", "denied_on")}
    return Facts(
        **days, **told, profession=_word(code, scalars["profession"]), npi=NPI[scalars["npi"]],
        conflicts=None if scalars["conflicts"] == NONE else ("",) * scalars["conflicts"],
        clinical_hours=_number(scalars["clinical_hours"]), eap_months=_number(scalars["eap_months"]),
    )


def _answers(yes, bits) -> tuple:
    """Every answer: what she said yes to, explained or not, and the bits of what she said no to."""
    told = [replace(one, explained=not bits["unexplained"] >> QUESTIONS.index(one.question) & 1) for one in yes]
    no = bits["answered"] & ~bits["said_yes"]
    return (*told, *(evidence.Answer(name, False) for bit, name in enumerate(QUESTIONS) if no >> bit & 1))


def _day(number: int) -> date | None:
    return None if number == NONE else date.fromordinal(number)


def _month(number: int) -> date | None:
    return None if number == NONE else month_start(number)


def _number(number: int) -> int | None:
    return None if number == NONE else number


def _flag(number: int) -> bool | None:
    return None if number == NONE else bool(number)


def _word(code: Codes, number: int) -> str | None:
    return None if number == NONE else code.words[number]


def _money(code, low, high, currency) -> Money | None:
    return None if currency == NONE else Money(low + high * HIGH, code.words[currency])


def _proof(state, as_of=NONE, element="", method="") -> Proof:
    return Proof(element, STATES[state], _day(as_of), method)


def _degree(code, level, conferred, state, as_of, accredited):
    return evidence.Degree(code.words[level], _day(conferred), _proof(state, as_of), _word(code, accredited))


def _license(code, place, register, level, state, as_of, statutory, status, issued, expires, lifelong, encumbered, disclosed):  # noqa: PLR0913
    return evidence.License(
        code.words[place], code.words[register], code.words[level], _proof(state, as_of), bool(statutory), _word(code, status),
        _day(issued), _day(expires), bool(lifelong), _flag(encumbered), bool(disclosed),
    )


def _insurance(code, first, last, *rest):
    *amounts, state, named, form, also = rest
    kinds = None if also == NONE else tuple(name for bit, name in enumerate(ALSO) if also >> bit & 1)
    return evidence.Insurance(
        _day(first), _day(last), _money(code, *amounts[:3]), _money(code, *amounts[3:]), _proof(state), _word(code, named),
        _word(code, form), kinds,
    )


def _hours(code, kind, first, last, hours, state, as_of):
    return evidence.Hours(code.words[kind], _day(first), _day(last), hours, _proof(state, as_of))


def _paper(code, kind, state, issued, expires, *words):
    return evidence.Paper(code.words[kind], _proof(state), _day(issued), _day(expires), *(_word(code, word) for word in words))


def _plain(code, number):
    return code.words[number]


MADE = {
    **dict.fromkeys(NAMES[:5], _plain),
    "degrees": _degree, "licenses": _license, "insurance": _insurance, "hours": _hours,
    "license_actions": lambda code, on, state: evidence.LicenseAction("", _day(on), "", _proof(state)),
    "supervision": lambda code, level, first, last, state: evidence.Supervision(code.words[level], _day(first), _day(last), _proof(state)),
    "jobs": lambda code, first, last, kind: evidence.Job(_month(first), _month(last), code.words[kind]),
    "gap_explanations": lambda code, first, last, written: evidence.GapExplanation(_month(first), _month(last), bool(written)),
    "trainings": lambda code, word, state, expires: evidence.Training(code.words[word], date.min, _proof(state), _day(expires)),
    "references": lambda code, on, relation, state, rating: evidence.Reference(
        _day(on), code.words[relation], _proof(state), _number(rating)
    ),
    "papers": _paper,
    "concerns": lambda code, on, severity: evidence.Concern(_day(on), evidence.SEVERITIES[severity]),
    "claims": lambda code, on, open_, state, *paid: evidence.Claim(_day(on), bool(open_), _proof(state), _money(code, *paid)),
    "answers": lambda code, question, grade: evidence.Answer(code.words[question], True, _word(code, grade)),
    "records": lambda code, question, state: evidence.SourceRecord(code.words[question], _proof(state)),
    "hits": lambda code, name, band, state, until: evidence.Hit(
        code.words[name], code.words[band], code.words[state], date.min, _day(until)
    ),
    "list_checks": lambda code, name, as_of, state, run_on: evidence.ListCheck(
        code.words[name], _day(as_of), STATES[state], "", _day(run_on)
    ),
    "proofs": lambda code, element, state, as_of, method: _proof(state, as_of, code.words[element], code.words[method]),
    "waivers": lambda code, criterion, first, last, role: evidence.Waiver(
        code.words[criterion], "", _day(first), _day(last), "", code.words[role]
    ),
}
