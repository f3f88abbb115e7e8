"""A therapist's own pages about money: what she is authorized for, what it pays, and what is on its way."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.formats import amount, day
from network.keyed import Keyed, pager
from network.models import Service
from network.parts import Link, Pager, Pair, Tag, Task
from payments.pages.authorizations import days_of, tag_of
from payments.pages.home import question_task
from payments.pages.terms import fees, missed
from payments.queries.me import schedules as schedules_of
from payments.words_lines import held_back, status

NONE = Keyed(())
LINES = {
    "submitted": "theirs", "matched": "theirs", "exception": "warn", "approved": "good", "in_batch": "good", "sent": "source",
    "paid": "done", "declined": "stop", "disputed": "theirs",
}


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """Everything `me/money.html` shows."""

    text: str
    duties: tuple[Task, ...]
    running: tuple[Task, ...]
    rates: tuple[Link, ...]
    paid: tuple[Link, ...]
    invoices: tuple[Task, ...]
    lines: tuple[Task, ...]
    payments: tuple[Task, ...] = ()
    years: tuple[Link, ...] = ()
    pager: Pager = Pager("")


def money_page(
    participations, running, new_terms, days, *, questions=(), invoices=(), lines=NONE, payments=(), payees=()
) -> MoneyPage:
    """`new_terms`: organizations with a text she has not accepted; `days`: by organization its day; `payees`: those that pay herself."""
    duties = tuple(
        Task(
            _("New terms of %(name)s") % {"name": organization.name}, Tag("ours", _("Read and accept")),
            reverse("my_terms", kwargs={"slug": organization.slug}), _("Until then you go on under the version you accepted."),
        )
        for organization in new_terms
    )
    tasks = tuple(
        Task(f"{row.reference} · {Service(row.service).label}", tag_of(row, days[row.organization_id]),
             reverse("my_session_log", kwargs={"reference": row.reference}), f"{row.organization.name}, {days_of(row)}")
        for row in running
    )
    rates = tuple(
        Link(_("Rates of %(name)s") % {"name": row.organization.name}, reverse("my_rates", kwargs={"slug": row.organization.slug}))
        for row in participations
    )
    paid = tuple(
        Link(_("How %(name)s pays you") % {"name": row.organization.name}, reverse("my_account", kwargs={"slug": row.organization.slug}))
        for row in participations
    )
    text = _("What you are authorized for, what it pays, and when it comes.")
    duties = (*map(question_task, questions), *duties)
    years = tuple(
        Link(_("Paid by %(name)s in %(year)s") % {"name": row.organization.name, "year": year},
             reverse("my_statement", kwargs={"slug": row.organization.slug, "year": year}))
        for row in participations if row.organization_id in payees
        for year in (days[row.organization_id].year, days[row.organization_id].year - 1)
    )
    sent, pages = tuple(_line(row, days.get(row.organization_id)) for row in lines.rows), pager(lines, reverse("my_money"))
    invoices, payments = tuple(map(_invoice, invoices)), tuple(map(_payment, payments))
    return MoneyPage(text, duties, tasks, rates, paid, invoices, sent, payments, years, pages)


def _payment(row) -> Task:
    label = _("%(amount)s from %(name)s") % {"amount": amount(row.minor, row.batch.currency), "name": row.organization.name}
    url = reverse("my_payment", kwargs={"pk": row.pk}) if row.remittance_id else ""
    note = _("Opens the paper that lists its sessions.") if url else _("The paper that lists its sessions is being made.")
    return Task(label, Tag("done", _("Paid on %(day)s") % {"day": day(row.paid_on)}), url, f"{row.reference}. {note}")


def _invoice(row) -> Task:
    url = reverse("my_invoice", kwargs={"pk": row.pk})
    if row.state == "draft":
        return Task(_("The invoice that is being filled"), Tag("ours", _("Send it")), url, row.organization.name)
    when = day(row.sent_at, row.organization.zone)
    label = _("Invoice %(number)s") % {"number": row.number}
    return Task(label, Tag("done", _("Sent %(day)s") % {"day": when}), url, row.organization.name)


def _line(row, on) -> Task:
    label = f"{day(row.session.day)} · {amount(row.total.minor, row.currency)}"
    tag = Tag("warn", pgettext("line", "Held")) if held_back(row) else Tag(LINES[row.state], str(row.get_state_display()))
    return Task(label, tag, reverse("my_line", kwargs={"pk": row.pk}), status(row, on=on))


@dataclass(frozen=True, slots=True)
class RatesPage:
    """Everything `me/rates.html` shows: the rates of today and those that are announced."""

    title: str
    schedules: tuple[tuple[str, tuple[tuple[str, str, str], ...], tuple[Pair, ...]], ...]


def rates_shown(organization, on) -> tuple:
    """The same for the page on which she accepts the payment terms."""
    return rates_page(organization, schedules_of(organization, on=on), on).schedules


def rates_page(organization, schedules, on) -> RatesPage:
    """Each schedule with the day from which it counts."""
    shown = tuple(
        (
            (_("Counts from %(day)s") if row.effective_from > on else _("Counts since %(day)s")) % {"day": day(row.effective_from)},
            fees(row), tuple([Pair(_("What is new"), row.note)] if row.note else []) + tuple(missed(row)),
        )
        for row in schedules
    )
    return RatesPage(_("Rates of %(name)s") % {"name": organization.name}, shown)
