"""From when until when somebody is clear for a need: every spell from an instant on. Pure.

So the match table can say in columns what `network.standing.clear` says of its rows, and a license that expires at
midnight takes her out of every search at midnight, with no job.
"""

from collections.abc import Iterator
from datetime import datetime

from network.dates import At, Span, midnight
from network.standing import Need, Rows

Spell = tuple[datetime, datetime | None]


def spans(rows: Rows) -> Iterator[Span]:
    """The days of every row that an answer may depend on."""
    yield from (row.span for row in (*rows.acceptances, *rows.grants, *rows.holds))
    yield from (grant.service_span() for grant in rows.grants)
    yield from (basis.span for cover in rows.covers for basis in cover.bases)


def turns(rows: Rows, after: datetime) -> list[datetime]:
    """Every instant after `after` at which a row begins or has ended, in order."""
    days = {turn for span in spans(rows) for turn in span.turns}
    return sorted({instant for day, zone in days if (instant := midnight(day, zone)) > after})


def spells(rows: Rows, need: Need, at: datetime) -> tuple[Spell, ...]:
    """The stretches from `at` on in which `rows` (what is known) clear the need; the first instant counts, the last not.

    An end of None never comes, given these rows.
    """
    found: list[Spell] = []
    began = at if rows.clear(need, At(at)).ok else None
    for turn in turns(rows, at):
        ok = rows.clear(need, At(turn)).ok
        if ok and began is None:
            began = turn
        elif not ok and began is not None:
            found.append((began, turn))
            began = None
    return (*found, (began, None)) if began is not None else tuple(found)


def places(rows: Rows) -> frozenset[str]:
    """Every place any row names: where the answer may differ from that of the place around it."""
    named = {code for grant in rows.grants for code in grant.jurisdictions or ()}
    named |= {cover.jurisdiction for cover in rows.covers if cover.jurisdiction}
    named |= {code for cover in rows.covers for code in cover.practitioner_in or ()}
    return frozenset(named | {hold.jurisdiction for hold in rows.holds if hold.jurisdiction})


def services(rows: Rows, every: tuple[str, ...]) -> frozenset[str]:
    """The services her grants are for; all of `every` for a grant that names none."""
    granted = {grant.service for grant in rows.grants if grant.granted}
    return frozenset(every) if None in granted else frozenset(granted)
