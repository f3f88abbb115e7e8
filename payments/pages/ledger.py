"""The ledger on a page: what each account moved by and stands at, every posting with what it traces to, and its export."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import amount, day
from network.parts import Link, Pair
from network.transitions import refusals
from payments.models import Account, PostingEvent
from payments.pages.tabs import tabs

PAGES = {"payments.invoiceline": "line", "payments.linerecovery": "line_recovery"}  # where a row that was posted for is shown
GIVEN = {"reason": "asked in the form"}  # here only people and states stand in the way


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One account in one currency."""

    account: str
    moved: str
    stands: str


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting: when, what, what it traces to, and its sides."""

    number: str
    booked: str
    event: str
    late: str
    source: Link
    sides: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Everything `payments/ledger.html` shows beside its form. `close`: None where the reader may not, else why not yet."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    periods: tuple[Link, ...]
    balances: tuple[BalanceRow, ...]
    rows: tuple[PostingRow, ...]
    older: str
    close: tuple | None


def ledger_page(shown, *, organization, actor, at) -> LedgerPage:
    """`shown` is a payments.queries.ledger.Shown."""
    here = {"organization": organization.slug}
    where, period = reverse("ledger", kwargs=here), shown.period
    periods = tuple(
        Link(row.key, f"{where}?period={row.key}", str(row.get_state_display()), current=row == period) for row in shown.periods
    )
    links = []
    if can(actor, Action.KEEP_LEDGER, organization):
        links.append(Link(_("Numbers of the bookkeeping"), reverse("bookkeeping", kwargs=here)))
    if can(actor, Action.SEE_ACCOUNT, organization):
        links.append(Link(_("Year totals"), reverse("year_totals", kwargs=here)))
    if period is not None:
        links.insert(0, Link(_("Export as CSV"), f"{reverse('ledger_csv', kwargs=here)}?period={period.key}"))
    title = _("Ledger of %(period)s") % {"period": period.key} if period else _("Ledger")
    if shown.of:
        title = _("What was posted for %(row)s") % {"row": shown.traces.get(shown.of, (shown.of, ""))[0]}
    asked = f"of={shown.of}" if shown.of else f"period={period.key if period else ''}"
    older = f"{where}?{asked}&before={shown.older}" if shown.older else ""
    text = _("Every posting balances and is never changed. What comes late goes to the open period and keeps its own day.")
    return LedgerPage(
        title, text, tabs(organization, actor, "ledger"), tuple(links), periods, () if shown.of else _balances(shown),
        tuple(_row(row, shown.traces, here) for row in shown.postings), older, None if shown.of else _close(period, actor, at),
    )


def _balances(shown) -> tuple[BalanceRow, ...]:
    keys = sorted({*shown.moved, *shown.stands}, key=lambda key: (key[1], Account.values.index(key[0])))
    return tuple(
        BalanceRow(f"{Account(account).label}", amount(shown.moved.get((account, currency), 0), currency),
                   amount(shown.stands.get((account, currency), 0), currency))
        for account, currency in keys
    )


def _close(period, actor, at):
    if period is None or not can(actor, Action.CLOSE_PERIOD, period):
        return None
    unmet = tuple(refusals(period, "close", actor=actor, at=at, **GIVEN))
    return None if period.state == "closed" else unmet


def _row(row, traces, here) -> PostingRow:
    sides = tuple(Pair(str(Account(entry.account).label), amount(entry.minor, entry.currency)) for entry in row.entries.all())
    late = _("of %(day)s") % {"day": day(row.day)} if row.day != row.booked_on else ""
    return PostingRow(str(row.pk), day(row.booked_on), str(PostingEvent(row.event).label), late, source_link(row, traces, here), sides)


def source_link(row, traces, here) -> Link:
    """What a posting traces to: the page of a line or a recovery, and of a payment its batch. It is called what it is called elsewhere."""
    kind, _sign, key = row.subject.partition(":")
    called, batch = traces.get(row.subject, ("", ""))
    if batch:
        return Link(called, reverse("batch", kwargs={**here, "reference": batch}))
    name = PAGES.get(kind)
    return Link(called or _said(row.source), reverse(name, kwargs={**here, "pk": key}) if name and key.isdigit() else "")


def _said(source: str) -> str:
    """A source in words: a recovery, or the reference of a row that is gone."""
    kind, sign, number = source.partition(":")
    return f"R-{int(number):05d}" if sign and kind == "recovery" and number.isdigit() else source


def export_table(entries, mapping):
    """The rows of the export, head first: debit and credit apart, amounts with a point, days as a machine reads them."""
    yield ("posting", "period", "booked", "day", "event", "source", "account", "name", "currency", "debit", "credit")
    for entry in entries:
        row, debit = entry.posting, entry.minor > 0
        plain = f"{abs(entry.minor) // 100}.{abs(entry.minor) % 100:02d}"
        yield (
            row.pk, f"{row.booked_on:%Y-%m}", row.booked_on.isoformat(), row.day.isoformat(), row.event, row.source,
            mapping.get(entry.account, ""), entry.account, entry.currency, plain if debit else "", "" if debit else plain,
        )
