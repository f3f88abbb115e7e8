"""Properties of standing no table could list: order, holds, corrections, knowledge; and time alone heals nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from network.dates import At, Day, Span
from network.money import Money
from network.standing import (
    BY_CLOCK,
    Acceptance,
    AcceptanceKind,
    Basis,
    Cover,
    CoverKind,
    Grant,
    Hold,
    HoldReason,
    Limits,
    Need,
    Rows,
    Use,
)

START, LENGTH = date(2026, 2, 20), 24
ZONES = st.sampled_from(["America/Chicago", "America/Los_Angeles", "Europe/Amsterdam", "UTC"])
DAYS = st.integers(0, LENGTH).map(lambda n: START + timedelta(days=n))
PLACES = st.sampled_from(["US-IL", "US-CA", "NL"])
USES = st.sampled_from(list(Use))
SERVICE = st.sampled_from([None, "counseling"])


@st.composite
def spans(draw, open_end=True):
    """A span within the weeks tried, now and then without an end."""
    first = draw(DAYS)
    last = None if open_end and draw(st.booleans()) else first + timedelta(days=draw(st.integers(0, 9)))
    return Span(first, last, draw(ZONES))


def instants():
    return st.builds(
        lambda day, hour: datetime.combine(day, time(hour), tzinfo=UTC), DAYS, st.integers(0, 23)
    )


NEEDS = st.builds(Need, st.just("counseling"), PLACES, PLACES, st.sampled_from(["in_person", "video"]), USES)
ACCEPTANCES = st.builds(Acceptance, st.sampled_from(list(AcceptanceKind)), spans())
COVERS = st.builds(
    Cover, st.sampled_from(list(CoverKind)),
    st.lists(st.builds(Basis, st.sampled_from(["b1", "b2", "b3"]), spans()), min_size=1, max_size=2).map(tuple),
    jurisdiction=st.sampled_from([None, "US", "US-IL"]), service=SERVICE,
    amounts=st.sampled_from([(), (("per_claim", Money(1, "USD")),), (("per_claim", Money(9, "USD")),)]),
)
GRANTS = st.builds(
    Grant, spans(), service=SERVICE, jurisdictions=st.sampled_from([None, frozenset({"US"}), frozenset({"NL"})]),
    granted=st.sampled_from([True, True, True, False]), limits=st.sampled_from([Limits(), Limits(frozenset({"video"}))]),
    minimums=st.sampled_from([(), (("per_claim", (Money(5, "USD"),)),)]), decided_at=instants(),
)


@st.composite
def holds(draw):
    basis = draw(st.sampled_from([None, None, "b1", "b2"]))
    uses = [Use.OFFER, Use.SESSION] if basis else list(Use)
    return Hold(
        draw(st.sampled_from(list(HoldReason))), draw(spans()), draw(st.frozensets(st.sampled_from(uses), min_size=1)),
        jurisdiction=draw(st.sampled_from([None, "US", "NL"])), basis=basis,
    )


def keyed(rows):
    return tuple(replace(row, key=f"k{n}") for n, row in enumerate(rows))


ROWS = st.builds(
    Rows,
    st.lists(ACCEPTANCES, max_size=4).map(keyed),
    st.lists(GRANTS, max_size=3).map(keyed),
    st.lists(COVERS, max_size=5).map(keyed),
    st.lists(holds(), max_size=3).map(keyed),
)
LIKELY = ROWS.map(  # random rows alone are almost never clear: give half the world what everybody needs
    lambda rows: replace(
        rows,
        acceptances=(*rows.acceptances, *(Acceptance(kind, Span(START), key=f"t{kind}") for kind in AcceptanceKind)),
        covers=(*rows.covers, *(Cover(kind, (Basis("b1", Span(START)),), key=f"c{kind}") for kind in CoverKind)),
    )
)
WORLDS = st.one_of(ROWS, LIKELY)
MOMENTS = st.one_of(DAYS.map(Day), instants().map(At))


@given(WORLDS, NEEDS, MOMENTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows, need, when, chance):
    shuffled = Rows(*(tuple(chance.sample(kind, len(kind))) for kind in (rows.acceptances, rows.grants, rows.covers, rows.holds)))
    assert shuffled.clear(need, when) == rows.clear(need, when)
    assert shuffled.until(need, when) == rows.until(need, when)


@given(WORLDS, holds(), NEEDS, MOMENTS)
def test_a_hold_only_removes(rows, hold, need, when):
    held = replace(rows, holds=(*rows.holds, replace(hold, key="new")))
    if held.clear(need, when).ok:
        assert rows.clear(need, when).ok


@given(WORLDS, COVERS, NEEDS, MOMENTS)
def test_a_cover_only_adds(rows, cover, need, when):
    covered = replace(rows, covers=(*rows.covers, replace(cover, key="new")))
    if rows.clear(need, when).ok:
        assert covered.clear(need, when).ok


@given(WORLDS, holds(), NEEDS, MOMENTS, instants(), st.integers(1, 100))
def test_opened_and_voided_is_never_opened(rows, hold, need, when, at, hours):
    opened = replace(hold, key="new", span=hold.span.through(None), recorded_at=at)
    voided = replace(opened, revision=2, void=True, recorded_at=at + timedelta(hours=hours))
    both = replace(rows, holds=(*rows.holds, voided, opened))
    assert both.known().clear(need, when) == rows.clear(need, when)
    assert both.known(at - timedelta(seconds=1)).clear(need, when) == rows.clear(need, when)
    only = replace(rows, holds=(*rows.holds, opened))
    assert both.known(at).clear(need, when) == only.clear(need, when)


@given(WORLDS, holds(), NEEDS, DAYS, st.integers(0, 12), st.integers(0, 12))
def test_moving_the_end_of_a_hold_changes_only_the_days_between(rows, hold, need, day, one, other):
    ends = sorted(hold.span.first + timedelta(days=n) for n in (one, other))
    before, after = (
        replace(rows, holds=(*rows.holds, replace(hold, key="new", span=hold.span.through(end)))) for end in ends
    )
    if before.clear(need, Day(day)).ok != after.clear(need, Day(day)).ok:
        assert ends[0] < day <= ends[1]


@given(WORLDS, NEEDS, DAYS, st.integers(0, 12), st.integers(0, 12))
def test_moving_the_end_of_a_cover_changes_only_the_days_between(rows, need, day, one, other):
    ends = sorted(START + timedelta(days=n) for n in (one, other))
    before, after = (
        replace(rows, covers=(*rows.covers, Cover("authority", (Basis("new", Span(START, end)),), key="new")))
        for end in ends
    )
    if before.clear(need, Day(day)) != after.clear(need, Day(day)):
        changed = before.clear(need, Day(day)).ok != after.clear(need, Day(day)).ok
        assert not changed or ends[0] < day <= ends[1]


@given(WORLDS, NEEDS, DAYS)
def test_until_is_the_last_day_with_the_same_answer(rows, need, day):
    answer, last = rows.clear(need, Day(day)), rows.until(need, Day(day))
    through = last or START + timedelta(days=2 * LENGTH)
    assert last is None or last >= day
    for n in range((through - day).days + 1):
        assert rows.clear(need, Day(day + timedelta(days=n))) == answer
    if last is not None:
        assert rows.clear(need, Day(last + timedelta(days=1))) != answer


@given(WORLDS, NEEDS, instants())
def test_until_of_an_instant_is_judged_hour_by_hour(rows, need, at):
    answer, last = rows.clear(need, At(at)), rows.until(need, At(at))
    hours = (at + timedelta(hours=n) for n in range(24 * 2 * LENGTH))
    change = next((hour for hour in hours if rows.clear(need, At(hour)) != answer), None)
    if last is None:
        assert change is None
    else:
        local = {At(change).day_in(zone) for zone in ("America/Chicago", "America/Los_Angeles", "Europe/Amsterdam", "UTC")}
        assert last + timedelta(days=1) in local


def _lawful(hold: Hold, at: datetime) -> Hold:
    """As workflow would have recorded it: only leave and notice have an end ahead."""
    last = hold.span.last
    if hold.reason not in BY_CLOCK and last is not None and last > At(at).day_in(hold.span.zone):
        return replace(hold, span=hold.span.through(None), recorded_at=at)
    return replace(hold, recorded_at=at)


@given(LIKELY, NEEDS, DAYS, st.integers(0, 23))
def test_with_nothing_new_a_no_becomes_a_yes_only_where_a_span_begins_or_a_clocked_hold_ends(rows, need, day, hour):
    """I22 of the safety rules, walked day by day from what was recorded by `day`."""
    recorded = datetime.combine(day, time(hour), tzinfo=UTC)
    rows = replace(rows, holds=tuple(_lawful(hold, recorded) for hold in rows.holds))
    begins = {row.span.first for row in (*rows.acceptances, *rows.grants)}
    begins |= {basis.span.first for cover in rows.covers for basis in cover.bases}
    ends = {hold.span.last + timedelta(days=1) for hold in rows.holds if hold.reason in BY_CLOCK and hold.span.last}
    first = day + timedelta(days=2)  # from here on every zone is past the day the rows were recorded
    for n in range(LENGTH * 2):
        today = first + timedelta(days=n)
        was, now = rows.clear(need, Day(today - timedelta(days=1))).ok, rows.clear(need, Day(today)).ok
        if now and not was:
            assert today in begins | ends


@given(WORLDS, NEEDS, DAYS, DAYS)
def test_what_we_knew_never_depends_on_what_we_learned_later(rows, need, day, cut):
    at = datetime.combine(cut, time(12), tzinfo=UTC)
    later = at + timedelta(seconds=1)
    learned = tuple(
        replace(row, revision=2, recorded_at=later, void=True) for row in (*rows.covers, *rows.grants, *rows.acceptances)
    )
    news = replace(
        rows,
        covers=(*rows.covers, *(row for row in learned if isinstance(row, Cover))),
        grants=(*rows.grants, *(row for row in learned if isinstance(row, Grant))),
        acceptances=(*rows.acceptances, *(row for row in learned if isinstance(row, Acceptance))),
    )
    assert news.known(at).clear(need, Day(day)) == rows.clear(need, Day(day))
    if need.use != Use.RELEASE:
        assert not news.known(later).clear(need, Day(day)).ok
