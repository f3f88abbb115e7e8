"""A state's list of discipline that stands in an open-data set of its own, asked about the licenses a portal showed.

It is one row per measure. A portal whose own column says "none" of everybody (Delaware's does) shows nothing without it, so when
this list does not answer there is no answer: silence would read as "no discipline".
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

from licensure.sources.answers import Answer, Fetch, Outcome, Record, Remark, Request, Unavailable
from licensure.sources.columned import plain
from licensure.sources.json_answers import rows_of, text_at

LIMIT = 500


def with_discipline(
    answer: Answer, url: str, columns: Mapping[str, str], written: Callable[[str], Iterable[str]], fetch: Fetch, *, on: date
) -> Answer:
    """The answer with the measures against each of its licenses, and both bodies kept. UNAVAILABLE when the list does not answer.

    `columns` has number, text, first and last: the list's columns. `written`: the ways a number may be written there.
    """
    numbers = dict.fromkeys(form for record in answer.records for form in written(record.number))
    where = f"upper({columns['number']}) in ({','.join(map(quoted, numbers))})"
    request = Request(f"{url}{'&' if '?' in url else '?'}{urlencode({'$where': where, '$limit': LIMIT})}", {"Accept": "application/json"})
    response = None
    try:
        response = fetch(request)
        rows = rows_of(response)
        if len(rows) >= LIMIT:
            raise Unavailable("cut_off", str(LIMIT))
        measures = [(text_at(row, columns["number"]), _remark(row, columns, on)) for row in rows]
    except Unavailable as failure:
        response = failure.response or response
        told = replace(answer, outcome=Outcome.UNAVAILABLE, records=(), reason=failure.reason, detail=f"{url}: {failure.detail}"[:300])
    else:
        told = replace(answer, records=tuple(_against(record, measures) for record in answer.records))
    return replace(told, raw=both(answer.raw, response.body if response else b""))


def both(licenses: bytes, discipline: bytes) -> bytes:
    """Two answers as one document; each stands in it as it came."""
    names = [json.dumps(name).encode() for name in ("licenses", "discipline")]
    return b"{" + names[0] + b": " + licenses + b", " + names[1] + b": " + (discipline or b"null") + b"}"


def quoted(value: str) -> str:
    """A text as the query language writes it."""
    return "'" + value.replace("'", "''") + "'"


def _against(record: Record, measures) -> Record:
    hers = tuple(remark for number, remark in measures if plain(number) == plain(record.number))
    return replace(record, remarks=tuple(dict.fromkeys((*record.remarks, *hers))))


def _remark(row: dict, columns: Mapping[str, str], on: date) -> Remark:
    """One measure. Without a number or a text the columns are not those we know: Unavailable. A day that cannot be read is none."""
    if missing := [columns[name] for name in ("number", "text") if not text_at(row, columns[name])]:
        raise Unavailable("schema", ", ".join(missing))
    first, last = (_day(text_at(row, columns[name])) for name in ("first", "last"))
    return Remark("discipline", text_at(row, columns["text"]), first, last, running=last is None or last >= on)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
