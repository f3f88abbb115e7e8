"""On what terms an approval is given: for a shorter time, or with conditions, each with a day and somebody who watches it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition: what is asked and what shows it, by which day, and the person who watches it."""

    text: str
    due_on: date
    watcher: int | None


@dataclass(frozen=True, slots=True)
class Terms:
    """`due_on` is an earlier last day before the next vetting, None for the full time; `why` is what the therapist reads."""

    why: str
    due_on: date | None = None
    conditions: tuple[Asked, ...] = ()

    def stored(self) -> dict:
        """As it is kept beside a proposal, on an agenda and with the decision."""
        return {
            "why": self.why, "due_on": self.due_on.isoformat() if self.due_on else None,
            "conditions": [{"text": row.text, "due_on": row.due_on.isoformat(), "watcher": row.watcher} for row in self.conditions],
        }


def load(stored: Mapping | None) -> Terms | None:
    """The terms that were kept; None where there are none."""
    if not stored:
        return None
    rows = tuple(Asked(row["text"], date.fromisoformat(row["due_on"]), row["watcher"]) for row in stored["conditions"])
    return Terms(stored["why"], date.fromisoformat(stored["due_on"]) if stored["due_on"] else None, rows)


def problems(terms: Terms, *, on: date, full: date) -> Iterator[str]:
    """What is wrong with terms given on day `on`, where an approval without any lasts through `full`; codes, each once."""
    if not terms.why.strip():
        yield "terms_no_reason"
    if terms.due_on is None and not terms.conditions:
        yield "terms_empty"
    if terms.due_on is not None and terms.due_on <= on:
        yield "term_over"
    elif terms.due_on is not None and terms.due_on >= full:
        yield "term_not_shorter"
    through = terms.due_on or full
    if any(not row.text.strip() for row in terms.conditions):
        yield "condition_untold"
    if any(not on < row.due_on <= through for row in terms.conditions):
        yield "condition_day"
    if any(row.watcher is None for row in terms.conditions):
        yield "condition_unwatched"
