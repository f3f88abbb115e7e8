"""What a board's file answers, and when its silence is no answer. Pure."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from licensure.sources.answers import Answer, Outcome, Unavailable, judged


def answered(source, query: Mapping[str, str], rows: list[dict], *, on: date) -> Answer:
    """The answer of a file to a question on the day `on`, with what it was read from as its raw bytes."""
    told = {"register": source.name, "as_of": source.as_of.isoformat(), "sha256": source.sha256, "query": dict(query), "rows": rows}
    raw = json.dumps(told, ensure_ascii=False, indent=" ").encode()
    try:
        answer = judged(source.chosen(rows, query, on), as_of=source.as_of)
    except Unavailable as failure:
        answer = Answer(Outcome.UNAVAILABLE, reason=failure.reason, detail=failure.detail)
    if answer.outcome == Outcome.NOT_FOUND and (silent := silence(source, on)):
        answer = Answer(Outcome.UNAVAILABLE, reason=silent, detail=source.as_of.isoformat())
    elif answer.outcome == Outcome.NOT_FOUND and (row := source.hides(query)):
        answer = Answer(Outcome.UNAVAILABLE, reason="schema", detail=str(row))
    return replace(answer, raw=raw, content_type="application/json")


def silence(source, on: date) -> str:
    """Why nobody found in this file means nothing, a code of the words; empty when it does mean something."""
    if on > source.as_of + timedelta(days=source.usable_days):
        return "too_old"
    return "before" if source.since and source.since > source.as_of else ""
