"""Reading and checking the limit of a policy row against its criterion's fields. Pure.

Nonsense is refused with a code per field; `vetting.words` has the sentence. Missing fields take the criterion's default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vetting.criteria.eligibility import PROFESSIONS
from vetting.findings import BindsOn, Criterion, Field, Kind, Limit, Reviewer, Severity, Stricter, Threshold

MOST_ROWS = 40  # of a table of papers
LONGEST = 100  # of a code
SEVERITIES = (Severity.NOTE, Severity.REVIEW, Severity.BLOCKS)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a limit: missing, unknown, wrong_type, too_low, too_high, not_a_choice, empty, too_many."""

    field: str
    code: str
    detail: str = ""


def read_limit(criterion: Criterion, given: Mapping[str, Any]) -> tuple[Limit, tuple[Problem, ...]]:
    """The limit with defaults filled in and lists as tuples, and every problem found in it."""
    known = {field.name: field for field in criterion.fields}
    problems = [Problem(name, "unknown", f"known: {', '.join(known) or 'none'}") for name in given if name not in known]
    limit: dict[str, Any] = {}
    for field in criterion.fields:
        value = given.get(field.name, field.default)
        if value is None:
            problems.append(Problem(field.name, "missing"))
            continue
        problem = CHECKS[field.kind](field, value)
        if problem:
            problems.append(problem)
        if field.optional and value == field.default:
            continue
        limit[field.name] = _frozen(value)
    return limit, tuple(problems)


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _frozen(content) for name, content in value.items()}
    return tuple(_frozen(content) for content in value) if isinstance(value, list | tuple) else value


def _number(field: Field, value: Any) -> Problem | None:
    if type(value) is not int:
        return Problem(field.name, "wrong_type", repr(value))
    if field.minimum is not None and value < field.minimum:
        return Problem(field.name, "too_low", str(field.minimum))
    if field.maximum is not None and value > field.maximum:
        return Problem(field.name, "too_high", str(field.maximum))
    return None


def _flag(field: Field, value: Any) -> Problem | None:
    return None if type(value) is bool else Problem(field.name, "wrong_type", repr(value))


def _code(field: Field, value: Any) -> Problem | None:
    if not isinstance(value, str):
        return Problem(field.name, "wrong_type", repr(value))
    if field.choices and value not in field.choices:
        return Problem(field.name, "not_a_choice", f"{value[:LONGEST]}: {', '.join(field.choices)}")
    if not value.strip():
        return Problem(field.name, "empty")
    return Problem(field.name, "not_a_choice", f"{value[:LONGEST]}…") if len(value) > LONGEST else None


def _codes(field: Field, value: Any) -> Problem | None:
    if not isinstance(value, list | tuple):
        return Problem(field.name, "wrong_type", repr(value))
    if not value and field.default != ():  # where nothing may stand, nothing is what stands when nobody says
        return Problem(field.name, "empty")
    return next(filter(None, (_code(field, item) for item in value)), None)


def _table(field: Field, value: Any, check) -> Problem | None:
    if not isinstance(value, Mapping):
        return Problem(field.name, "wrong_type", repr(value))
    if not value and field.default is None:
        return Problem(field.name, "empty")
    return next(filter(None, (check(field, item) for item in value.values())), None)


def _amounts(field: Field, value: Any) -> Problem | None:
    if isinstance(value, Mapping):
        strange = [code for code in value if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper())]
        if strange:
            return Problem(field.name, "not_a_choice", strange[0])
    return _table(field, value, _number)


def _needs(field: Field, value: Any) -> Problem | None:
    return _table(field, value, _codes)


def _matrix(field: Field, value: Any) -> Problem | None:
    return _table(field, value, lambda inner, grades: _table(inner, grades, _code))


def _weights(field: Field, value: Any) -> Problem | None:
    strange = [name for name in value if name not in field.choices] if isinstance(value, Mapping) else ()
    if strange:
        return Problem(field.name, "not_a_choice", f"{strange[0]}: {', '.join(field.choices)}")
    return _table(field, value, _number)


ROW = {"paper", "professions", "places", "years"}


def _papers(field: Field, value: Any) -> Problem | None:
    """A table of which paper whom is asked for; at least one row, each of a paper we know, with years within bounds."""
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return Problem(field.name, "wrong_type", repr(value)[:60])
    if not value:
        return Problem(field.name, "empty")
    if len(value) > MOST_ROWS:
        return Problem(field.name, "too_many", str(MOST_ROWS))
    return next(filter(None, (_paper(field, row) for row in value)), None)


def _words(codes: Any) -> bool:
    return isinstance(codes, list | tuple) and all(isinstance(code, str) and code for code in codes)


def _paper(field: Field, row: Mapping) -> Problem | None:
    if set(row) != ROW:
        return Problem(field.name, "wrong_type", ", ".join(sorted(map(str, set(row) ^ ROW))))
    if not all(_words(row[name]) for name in ("professions", "places")):
        return Problem(field.name, "wrong_type", repr(row)[:60])
    if strange := [code for code in row["professions"] if code not in PROFESSIONS]:
        return Problem(field.name, "not_a_choice", f"{strange[0]}: {', '.join(PROFESSIONS)}")
    return _code(field, row["paper"]) or _number(replace(field, minimum=0), row["years"])


CHECKS = {
    Kind.INTEGER: _number, Kind.FLAG: _flag, Kind.CODE: _code, Kind.CODES: _codes, Kind.AMOUNTS: _amounts,
    Kind.NEEDS: _needs, Kind.MATRIX: _matrix, Kind.WEIGHTS: _weights, Kind.PAPERS: _papers,
}


def loosened(criterion: Criterion, floor: Threshold, row: Threshold) -> bool:
    """Whether a row asks less than another: in number, in weight, or in that somebody may waive it."""
    softer = SEVERITIES.index(row.severity) < SEVERITIES.index(floor.severity)
    opened = bool(row.waivable_by) and not floor.waivable_by
    return softer or opened or bool(looser(criterion, floor.limit, row.limit))


def weakened(floor: Threshold, row: Threshold) -> bool:
    """Whether a row lets a floor count later, or lets fewer people look: it binds at once and the row waits; the committee, a director."""
    later = floor.binds_on is BindsOn.IMMEDIATE and row.binds_on is not BindsOn.IMMEDIATE
    alone = floor.reviewer is Reviewer.COMMITTEE and row.reviewer is not Reviewer.COMMITTEE and row.severity is Severity.REVIEW
    return later or alone


def looser(criterion: Criterion, floor: Limit, limit: Limit) -> tuple[str, ...]:
    """The fields in which `limit` asks less than `floor`; a field without a direction never counts."""
    stands = [(field, _standing(field, floor), _standing(field, limit)) for field in criterion.fields]
    return tuple(
        field.name for field, asked, value in stands if asked is not None and value is not None and _asks_less(field, asked, value)
    )


def _standing(field: Field, limit: Limit) -> Any:
    """What a limit says in a field; what is optional and left out stands at its default."""
    return limit.get(field.name, field.default if field.optional else None)


def _asks_less(field: Field, floor: Any, value: Any) -> bool:
    if field.kind is Kind.AMOUNTS:
        return any(_below(field, amount, value.get(currency)) for currency, amount in floor.items())
    if field.kind is Kind.CODES and field.stricter is Stricter.FEWER:
        return not set(value) <= set(floor)
    if field.kind is Kind.CODES and field.stricter is Stricter.MORE:
        return not set(value) >= set(floor)
    if field.kind is Kind.PAPERS:
        return not all(any(_as_strict(asked, row) for row in value) for asked in floor)
    if field.kind is Kind.CODE and field.choices:
        return _below(field, field.choices.index(floor), field.choices.index(value))
    return field.kind in (Kind.INTEGER, Kind.FLAG) and _below(field, floor, value)


def _as_strict(asked: Mapping, row: Mapping) -> bool:
    """Whether a row of papers asks of all whom `asked` asks, for the same paper, no older; nobody named means everybody."""
    wide = all(not row[name] or asked[name] and set(row[name]) >= set(asked[name]) for name in ("professions", "places"))
    young = not asked["years"] or 0 < row["years"] <= asked["years"]
    return row["paper"] == asked["paper"] and wide and young


def _below(field: Field, floor: int, value: int | None) -> bool:
    if value is None:
        return True
    if field.stricter is Stricter.HIGHER:
        return value < floor
    return field.stricter is Stricter.LOWER and value > floor
