"""A therapist's own pages about money: what she is authorized for, what it pays, and what is on its way."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day
from network.models import Service
from network.parts import Link, Pair, Tag, Task
from payments.pages.authorizations import days_of, tag_of
from payments.pages.terms import fees, missed


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """Everything `me/money.html` shows."""

    text: str
    duties: tuple[Task, ...]
    running: tuple[Task, ...]
    rates: tuple[Link, ...]
    paid: tuple[Link, ...]


def money_page(participations, running, new_terms, days) -> MoneyPage:
    """`new_terms`: organizations with a text she has not accepted; `days`: by organization its day."""
    duties = tuple(
        Task(
            _("New terms of %(name)s") % {"name": organization.name}, Tag("ours", _("Read and accept")),
            reverse("my_terms", kwargs={"slug": organization.slug}), _("Until then you go on under the version you accepted."),
        )
        for organization in new_terms
    )
    tasks = tuple(
        Task(f"{row.reference} · {Service(row.service).label}", tag_of(row, days[row.organization_id]), "",
             f"{row.organization.name}, {days_of(row)}")
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
    return MoneyPage(text, duties, tasks, rates, paid)


@dataclass(frozen=True, slots=True)
class RatesPage:
    """Everything `me/rates.html` shows: the rates of today and those that are announced."""

    title: str
    schedules: tuple[tuple[str, tuple[tuple[str, str, str], ...], tuple[Pair, ...]], ...]


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
