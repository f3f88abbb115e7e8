"""One therapist in good standing, to be changed one row at a time: the hand-written tables start from her."""

from dataclasses import replace
from datetime import UTC, date, datetime

from network.dates import Day, Span
from network.money import Money
from network.standing import Acceptance, Basis, Cover, Grant, Hold, HoldReason, Need, Rows, Use, clear

ZONE, BOARD = "America/New_York", "America/Chicago"
DECIDED = datetime(2026, 1, 10, 15, tzinfo=UTC)
FIRST, DUE, SERVE = date(2026, 1, 10), date(2028, 12, 31), date(2029, 1, 30)
LICENSE = Basis("license:1", Span(date(2020, 1, 1), date(2027, 6, 30), BOARD))
POLICY = Basis("credential:9", Span(date(2026, 1, 1), date(2026, 12, 31), ZONE))
MILLION, THREE = Money(100_000_000, "USD"), Money(300_000_000, "USD")
MINIMUMS = (("per_claim", (MILLION, Money(90_000_000, "EUR"))), ("aggregate", (THREE,)))

ROWS = Rows(
    acceptances=(
        Acceptance("referral", Span(date(2026, 1, 11), None, ZONE), key="a1"),
        Acceptance("payment", Span(date(2026, 1, 12), None, ZONE), key="a2"),
    ),
    grants=(
        Grant(
            Span(FIRST, DUE, ZONE), "counseling", frozenset({"US-IL"}), minimums=MINIMUMS, serve_until=SERVE,
            decided_at=DECIDED, decision="D-1", key="g1",
        ),
    ),
    covers=(
        Cover("authority", (LICENSE,), "US-IL", practitioner_in=frozenset({"US-IL"}), key="c1"),
        Cover("insurance", (POLICY,), "US", amounts=(("per_claim", MILLION), ("aggregate", THREE)), key="c2"),
    ),
)
NEED = Need("counseling", "US-IL", "US-IL", "in_person", Use.OFFER)
ON = Day(date(2026, 3, 3))


def need(**changes) -> Need:
    """The usual need, with these fields changed."""
    return replace(NEED, **changes)


def hold(reason=HoldReason.COMPLAINT, first=date(2026, 3, 1), last=None, stops=("offer",), **fields) -> Hold:
    """A hold, by default from 1 March with an open end, stopping offers."""
    return Hold(HoldReason(reason), Span(first, last, ZONE), frozenset(map(Use, stops)), **{"key": "h1", **fields})


def with_grant(**changes) -> Rows:
    """The usual rows with the grant changed."""
    return replace(ROWS, grants=(replace(ROWS.grants[0], **changes),))


def with_cover(index: int, **changes) -> Rows:
    """The usual rows with one cover changed: 0 is the license, 1 the insurance."""
    covers = list(ROWS.covers)
    covers[index] = replace(covers[index], **changes)
    return replace(ROWS, covers=tuple(covers))


def codes(rows: Rows, asked: Need = NEED, when=ON) -> tuple[str, ...]:
    """The codes of the answer; empty when clear."""
    answer = clear(rows.acceptances, rows.grants, rows.covers, rows.holds, asked, when)
    assert answer.ok is (not answer.reasons)
    return answer.codes
