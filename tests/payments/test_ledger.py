"""The ledger's rows: written once, balanced or refused, in periods that close, each balance the sum of its postings."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from network import triggers
from network.events import timeline
from network.models.events import AppendOnly
from network.money import Money
from payments import examinations, ledger_triggers
from payments.facts import ledger
from payments.models import LedgerBalance, LedgerEntry, LedgerPeriod, LedgerPosting
from payments.postings import Account, Entry, Event, Posting, approved, moved
from payments.workflow import posting
from tests.network import cast
from tests.payments.house import House
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
WHY = "Agreed with the bookkeeper."


_world, house = shared(House)


def usd(minor):
    return Money(minor, "USD")


def write(house, event=Event.ACCRUED, source="line:1", minor=100, day=0, at=0, **more):
    made = moved(event, house.day(day), source, usd(minor))
    return posting.record(made, organization=house.organization, at=house.at(at), **more)


def kept(house):
    rows = LedgerPosting.objects.within(house.organization).order_by("pk")
    return [(row.event, row.source, row.sequence, row.period.key, row.booked_on) for row in rows.select_related("period")]


def period(house, key):
    return LedgerPeriod.objects.within(house.organization).get(key=key)


# ── Writing ──────────────────────────────────────────────────────────────────


def test_a_posting_is_written_with_its_entries_and_moves_the_balances(house):
    row = write(house, day=-3, of=house.participation)
    assert kept(house) == [("accrued", "line:1", 1, "2026-10", date(2026, 10, 30))]
    assert [(each.position, each.account, each.currency, each.minor) for each in row.entries.all()] == [
        (1, "care", "USD", 100), (2, "accrued", "USD", -100),
    ]  # fmt: skip
    assert (row.subject, row.width) == (f"network.participation:{house.participation.pk}", 2)
    assert ledger.balances(house.organization) == {("care", "USD"): 100, ("accrued", "USD"): -100}


def test_a_retry_adds_nothing_and_never_says_something_else(house):
    first = write(house)
    assert write(house, at=1).pk == first.pk
    with pytest.raises(posting.PostedOtherwise):
        write(house, minor=101)
    assert len(kept(house)) == 1 and ledger.balance(house.organization, "care", "USD") == 100
    assert write(house, sequence=2).pk != first.pk
    assert ledger.balance(house.organization, "care", "USD") == 200
    assert ledger.times(house.organization, Event.ACCRUED, "line:1") == 2


def test_a_line_of_nothing_posts_nothing(house):
    made = approved(house.day(), "line:1", usd(0), usd(0))
    assert posting.record(made, organization=house.organization, at=house.at()) is None
    assert kept(house) == []


def test_organizations_have_ledgers_of_their_own(house):
    other = House("summit")
    write(house)
    write(other, minor=7)
    assert ledger.balance(house.organization, "care", "USD") == 100
    assert ledger.balance(other.organization, "care", "USD") == 7
    assert ledger.posted(other.organization, "line:1") == {("care", "USD"): 7, ("accrued", "USD"): -7}


def test_a_balance_through_a_period_leaves_out_what_came_later(house):
    write(house, day=-40, source="a")  # 23 September
    write(house, day=-3, source="b")  # 30 October
    write(house, day=0, source="c")  # 2 November
    for through, total in (("2026-08", None), ("2026-09", 100), ("2026-10", 200), ("2026-11", 300), ("", 300)):
        assert ledger.balances(house.organization, through=through).get(("care", "USD")) == total


ENTRIES = st.lists(
    st.tuples(st.sampled_from(list(Account)), st.integers(-10**12, 10**12).filter(bool), st.sampled_from(["USD", "EUR"])),
    min_size=1, max_size=4,
)  # fmt: skip
MOVES = st.lists(st.tuples(ENTRIES, st.integers(-400, 400)), min_size=1, max_size=6)


@settings(max_examples=15)
@given(MOVES)
def test_whatever_is_posted_every_balance_is_the_sum_of_its_postings(made):
    with transaction.atomic():
        house = cast.organization("ledger")
        for number, (sides, day) in enumerate(made):
            entries = [Entry(account, Money(minor, currency)) for account, minor, currency in sides]
            entries += [Entry(Account.BANK, Money(-minor, currency)) for _, minor, currency in sides]
            row = Posting(Event.SETTLED, date(2026, 6, 1) + timedelta(days=day), f"p{number}", tuple(entries))
            posting.record(row, organization=house, at=cast.NOON)
            posting.record(row, organization=house, at=cast.NOON)
        assert ledger.kept_sums(house) == ledger.added_again(house)
        assert ledger.unbalanced(house) == []
        found = ledger.balances(house)
        assert {sum(minor for (_, code), minor in found.items() if code == currency) for currency in ("USD", "EUR")} == {0}
        transaction.set_rollback(True)


# ── Nothing is changed ───────────────────────────────────────────────────────
def forbidden(statement, match, *values):
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")


@pytest.mark.parametrize(("table", "column"), [("payments_ledgerposting", "source"), ("payments_ledgerentry", "account")])
def test_the_database_neither_changes_nor_deletes_what_was_posted(house, table, column):
    write(house)
    forbidden(f"UPDATE {table} SET {column} = 'bank'", "append only")  # noqa: S608  tables of ours
    forbidden(f"DELETE FROM {table}", "append only")  # noqa: S608
    if connection.vendor == "postgresql":
        connection.check_constraints()
        forbidden(f"TRUNCATE {table} CASCADE", "append only")
    assert table in triggers.tables() and triggers.missing(connection) == []


def test_nothing_takes_the_place_of_what_was_posted(house):
    """SQLite's REPLACE asks no trigger about the row it takes away; PostgreSQL has its ON CONFLICT, which updates and is refused."""
    write(house)
    columns = "organization_id, period_id, event, day, booked_on, source, sequence, subject, payee_id, width, at"
    same = f"SELECT %s, {columns.replace('width', '9')} FROM payments_ledgerposting LIMIT 1"  # noqa: S608
    if connection.vendor == "postgresql":
        values = same.replace("%s", "id")
        insert = f"INSERT INTO payments_ledgerposting (id, {columns}) {values} ON CONFLICT (id) DO UPDATE SET width = 9"  # noqa: S608
        forbidden(insert, "append only")
        return
    for key in ("id", "id + 1000"):  # by its own number, or by what it was posted for
        values = same.replace("%s", key)
        forbidden(f"INSERT OR REPLACE INTO payments_ledgerposting (id, {columns}) {values}", "there already")  # noqa: S608


def test_the_models_refuse_it_too(house):
    row = write(house)
    rows = LedgerPosting.objects.within(house.organization)
    for act in (row.save, row.delete, rows.delete, lambda: rows.update(source="x"), row.entries.first().save):
        with pytest.raises(AppendOnly):
            act()


def entry(house, row, position, account, minor, currency="USD"):
    return LedgerEntry(
        organization=house.organization, posting=row, position=position, account=account, minor=minor, currency=currency
    )


def bare(house, width=2, **more):
    """A posting whose entries are still to come."""
    write(house, source="before")
    given = {"event": "sent", "day": house.day(), "booked_on": house.day(), "source": "s", "at": house.at(), **more}
    row = LedgerPosting(organization=house.organization, period=period(house, "2026-11"), width=width, **given)
    row.save()
    return row


@pytest.mark.parametrize("sides", [
    [(1, "bank", 100), (2, "care", -99)],  # does not balance
    [(1, "bank", 100, "USD"), (2, "care", -100, "EUR")],  # nor in each currency
    [(2, "bank", 100)],  # not in order
    [(1, "bank", 100), (2, "care", -100), (3, "care", 5)],  # nothing is added afterwards
])
def test_the_database_takes_no_entry_that_does_not_fit(house, sides):
    with pytest.raises(DatabaseError, match="ledger: "), transaction.atomic():
        row = bare(house)
        for side in sides:
            entry(house, row, *side).save()


def test_the_database_takes_no_entry_of_another_organization(house):
    other = House("summit")
    with transaction.atomic():
        row = bare(house)
        columns = "organization_id, posting_id, position, account, currency, minor"
        wrong = f"INSERT INTO payments_ledgerentry ({columns}) VALUES (%s, %s, 1, 'bank', 'USD', 5)"  # noqa: S608  columns of ours
        forbidden(wrong, "ledger: ", other.organization.pk, row.pk)
        transaction.set_rollback(True)


def test_a_posting_without_all_of_its_entries_is_found(house):
    with transaction.atomic():
        row = bare(house, width=3)
        entry(house, row, 1, "bank", 100).save()
        entry(house, row, 2, "care", -100).save()
        assert ledger.unbalanced(house.organization) == [row.pk]
        (found, *_) = examinations.ledger_holds(house.at())
        assert (found.level, "do not balance" in found.message) == ("bad", True)
        if connection.vendor == "postgresql":  # there it does not even reach the end of its transaction
            forbidden("SELECT 1", "not whole")
        transaction.set_rollback(True)


@pytest.mark.parametrize("changed", [{"event": "guessed"}, {"source": ""}, {"sequence": 0}])
def test_the_database_knows_what_may_be_posted(house, changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        bare(house, **changed)


# ── Periods ──────────────────────────────────────────────────────────────────
def test_a_period_is_closed_with_a_reason_when_it_is_over_and_in_order(house):
    write(house, day=-40, source="a")
    write(house, day=-3, source="b")
    write(house, source="c")
    september, october, november = (period(house, key) for key in ("2026-09", "2026-10", "2026-11"))
    by = {"actor": house.ben, "at": house.at()}
    assert refused(posting.close, october, reason=WHY, **by) == ["earlier_open"]
    assert refused(posting.close, september, reason=" ", **by) == ["no_reason"]
    assert refused(posting.close, november, reason=WHY, **by) == ["period_runs", "earlier_open"]
    assert refused(posting.close, september, reason=WHY, actor=house.priya, at=house.at()) == ["not_allowed"]
    event = posting.close(september, reason=WHY, **by)
    assert (event.action, september.state, september.closed_by_id) == ("ledgerperiod.close", "closed", house.ben.person_id)
    assert [each.action for each in timeline(september)] == ["ledgerperiod.close"]
    assert refused(posting.close, september, reason=WHY, **by) == ["wrong_state"]


@pytest.mark.parametrize(("days", "closes"), [(27, False), (28, False), (29, True)])
def test_the_day_after_its_last_it_may_be_closed(house, days, closes):
    """30 November is 28 days on: through that day it runs."""
    write(house)
    row = period(house, "2026-11")
    by = {"reason": WHY, "actor": house.ben, "at": house.at(days)}
    assert (posting.close(row, **by) is not None) if closes else (refused(posting.close, row, **by) == ["period_runs"])
    assert row.state == ("closed" if closes else "open")


def test_what_comes_late_goes_to_the_open_period_and_keeps_its_own_day(house):
    write(house, day=-3, source="a")
    posting.close(period(house, "2026-10"), reason=WHY, actor=house.ben, at=house.at())
    row = write(house, day=-3, source="b", at=1)
    assert (row.day, row.booked_on, row.period.key) == (date(2026, 10, 30), date(2026, 11, 1), "2026-11")
    assert write(house, day=-40, source="c", at=1).period.key == "2026-11"  # a month nobody opened before is over, too
    assert ledger.balances(house.organization, through="2026-10")[("care", "USD")] == 100


def test_the_database_itself_takes_nothing_into_a_closed_period(house):
    write(house, day=-3, source="a")
    october = period(house, "2026-10")
    posting.close(october, reason=WHY, actor=house.ben, at=house.at())
    day = {"day": house.day(-3), "booked_on": house.day(-3), "event": "sent", "source": "s", "width": 2}
    with pytest.raises(DatabaseError, match="period"), transaction.atomic():
        LedgerPosting(organization=house.organization, period=october, at=house.at(1), **day).save()
    write(house, source="c", at=1)
    with pytest.raises(DatabaseError, match="period"), transaction.atomic():  # nor a day that is not its own
        LedgerPosting(organization=house.organization, period=period(house, "2026-11"), at=house.at(1), **day).save()


SAME = "organization_id, key, first, last, state, closed_at, closed_by_id"
AGAIN = "organization_id, {key}, {first}, {last}, 'open', NULL, NULL FROM payments_ledgerperiod WHERE key = '2026-10'"


@pytest.mark.parametrize("change", [
    "UPDATE payments_ledgerperiod SET state = 'open', closed_at = NULL, closed_by_id = NULL WHERE key = '2026-10'",
    "UPDATE payments_ledgerperiod SET closed_at = '2030-01-01 00:00:00' WHERE key = '2026-10'",  # "closed", and yet it would take more
    "UPDATE payments_ledgerperiod SET last = '2026-10-15' WHERE key = '2026-10'",
    "UPDATE payments_ledgerperiod SET first = '2026-10-01' WHERE key = '2026-11'",  # an open one that takes its days
    "UPDATE payments_ledgerperiod SET key = '2026-12' WHERE key = '2026-11'",
    "DELETE FROM payments_ledgerperiod WHERE key = '2026-10'",
    *(f"INSERT INTO payments_ledgerperiod ({SAME}) SELECT {AGAIN.format(key=key, first=first, last=last)}" for key, first, last in (
        ("'2026-1o'", "first", "last"), ("'2026-1o'", "'2026-10-31'", "'2026-11-02'"), ("key", "'2027-01-01'", "'2027-01-31'"),
    )),
])  # fmt: skip
def test_nothing_opens_a_closed_period_again(house, change):
    write(house, day=-3, source="a")
    write(house, source="b")
    posting.close(period(house, "2026-10"), reason=WHY, actor=house.ben, at=house.at())
    forbidden(change, "closed once")
    assert [(row.key, row.state) for row in LedgerPeriod.objects.within(house.organization)] == [("2026-11", "open"), ("2026-10", "closed")]


@pytest.mark.parametrize("key", ["id", "id + 1000"])
def test_nothing_takes_the_place_of_a_closed_period(house, key):
    """SQLite's REPLACE, whether or not a connection asks about the rows it takes away; PostgreSQL's ON CONFLICT, which changes them."""
    write(house, day=-3, source="a")
    posting.close(period(house, "2026-10"), reason=WHY, actor=house.ben, at=house.at())
    columns, again = f"payments_ledgerperiod (id, {SAME})", f"{key}, {AGAIN.format(key='key', first='first', last='last')}"
    if connection.vendor == "postgresql":
        insert = f"INSERT INTO {columns} SELECT {again} ON CONFLICT (organization_id, key) DO UPDATE SET state = 'open'"  # noqa: S608
        forbidden(insert, "closed once")
        return
    with connection.cursor() as cursor:
        for asked in ("OFF", "ON"):
            cursor.execute(f"PRAGMA recursive_triggers={asked}")
            forbidden(f"INSERT OR REPLACE INTO {columns} SELECT {again}", "closed once")  # noqa: S608


def test_an_open_period_may_be_closed_and_another_organizations_days_are_its_own(house):
    write(house, day=-3, source="a")
    posting.close(period(house, "2026-10"), reason=WHY, actor=house.ben, at=house.at())
    other = cast.organization("ledger")
    row = Posting(Event.SETTLED, date(2026, 10, 30), "p", (Entry(Account.BANK, Money(-1, "USD")), Entry(Account.CARE, Money(1, "USD"))))
    posting.record(row, organization=other, at=cast.NOON)
    assert LedgerPeriod.objects.within(other).get().key == "2026-10"


# ── The doctor ───────────────────────────────────────────────────────────────
def test_the_doctor_adds_everything_up_again(house):
    write(house)
    assert [found.level for found in examinations.ledger_holds(house.at())] == ["good"]
    LedgerBalance.objects.within(house.organization).filter(account="care").update(minor=99)
    (found,) = examinations.ledger_holds(house.at())
    assert (found.level, "kept as 99 and adds up to 100 USD" in found.message) == ("bad", True)


def test_the_doctor_misses_the_triggers_and_puts_them_back(house):
    ledger_triggers.drop(connection)
    assert ledger_triggers.missing(connection) == list(ledger_triggers.NAMES[connection.vendor])
    found = next(iter(examinations.ledger_holds(house.at())))
    assert found.level == "bad"
    found.mend()
    assert ledger_triggers.missing(connection) == []
