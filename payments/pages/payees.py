"""Payees: all of them, and one with its accounts, each masked, and what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.formats import day, moment
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from payments import words_releasing
from payments.facts.accounts import paid_on, shared_with
from payments.facts.payable import has_tax_form, missing
from payments.pages.tabs import tabs
from payments.pages.vat import position
from payments.parameters import tax_form_of

STATES = {"requested": "ours", "confirmed": "good", "refused": "stop", "withdrawn": "draft"}
GIVEN = {"called": "given", "said": "given", "reason": "given"}  # what the form asks; here only people stand in the way


@dataclass(frozen=True, slots=True)
class PayeesPage:
    """Everything `payments/payees.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    tasks: tuple[Task, ...]


def payees_page(rows, *, organization, actor, on) -> PayeesPage:
    """By name; those whose account waits first."""
    here = {"organization": organization.slug}
    rows = sorted(rows, key=lambda row: (not _waits(row), row.name))
    tasks = tuple(Task(row.name, tag_of(row, on), reverse("payee", kwargs={**here, "pk": row.pk}), row.series) for row in rows)
    new = Link(_("New payee"), reverse("new_payee", kwargs=here), note="primary")
    vat = Link(_("VAT positions"), reverse("vat_positions", kwargs=here))
    links = (new, vat) if can(actor, Action.KEEP_PAYEE, organization) else (vat,)
    text = _("Who is paid, and onto which account. An account is paid only after a second person called back and its hours are over.")
    return PayeesPage(_("Payees"), text, tabs(organization, actor, "payees"), links, tasks)


def _waits(row) -> bool:
    return any(account.state == "requested" for account in row.accounts.all())


def tag_of(row, on) -> Tag:
    """What keeps it from being paid, if anything."""
    states = {account.state for account in row.accounts.all()}
    if "requested" in states:
        return Tag("ours", _("Account to confirm"))
    if "confirmed" not in states:
        return Tag("stop", _("No account"))
    if not has_tax_form(row, on=on):
        return Tag("warn", _("Tax form missing"))
    return Tag("good", _("In order"))


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account; `off` says why a step may not be taken, `shared` who else has the number."""

    number: int
    title: str
    tag: Tag
    pairs: tuple[Pair, ...]
    shared: tuple[Link, ...]
    may_confirm: bool
    may_stop: bool
    off: tuple


def account_card(row, *, actor, at) -> AccountCard:
    """One account, masked."""
    zone, unmet = row.organization.zone, refusals(row, "confirm", actor=actor, at=at, **GIVEN)
    who = row.requested_by.full_name if row.requested_by else _("not recorded")
    pairs = [Pair(_("Holder"), row.holder), Pair(_("Asked for by"), f"{who}, {moment(row.requested_at, zone)}")]
    if row.holding:
        pairs.insert(1, Pair(_("Kind of account"), str(row.get_holding_display())))
    if row.state in ("requested", "confirmed"):
        pairs.append(Pair(_("Paid on it from"), moment(max(row.usable_from, row.settled_at or row.usable_from), zone)))
    if row.settled_by:
        pairs.append(Pair(_("Settled by"), f"{row.settled_by.full_name}, {moment(row.settled_at, zone)}"))
    if row.called:
        pairs.append(Pair(_("Called"), f"{row.called}: {row.call_note}"))
    here = {"organization": row.organization.slug}
    shared = tuple(Link(other.name, reverse("payee", kwargs={**here, "pk": other.pk})) for other in shared_with(row))
    off = tuple(each for each in unmet if each.code not in ("wrong_state", "not_allowed"))
    return AccountCard(
        row.pk, row.masked, Tag(STATES[row.state], str(row.get_state_display())), tuple(pairs), shared, may_confirm=not unmet,
        may_stop=not (unmet if row.state == "requested" else refusals(row, "refuse", actor=actor, at=at, **GIVEN)), off=off,
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed payee of a therapist's sessions; `off` says why this reader may not confirm it."""

    number: int
    text: str
    off: tuple


def proposal(row, *, actor, at) -> Proposal:
    """Who proposes whom from when, and why."""
    facts = {
        "name": row.proposed_by.full_name, "whom": row.participation.practitioner.person.full_name, "day": day(row.first),
        "reason": row.reason,
    }
    text = _("%(name)s proposes to pay the sessions of %(whom)s here from %(day)s: “%(reason)s”") % facts
    return Proposal(row.pk, text, tuple(refusals(row, "confirm", actor=actor, at=at)))


@dataclass(frozen=True, slots=True)
class PayeePage:
    """Everything `payments/payee.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    pairs: tuple[Pair, ...]
    links: tuple[Pair, ...]
    paid: str
    missing: tuple[tuple[str, str], ...]
    proposals: tuple[Proposal, ...]
    positions: tuple[Pair, ...]
    vat_waits: str
    vat_url: str
    accounts: tuple[AccountCard, ...]
    may_keep: bool
    may_show: bool
    may_ask: bool
    may_show_tax: bool


def payee_page(row, links, accounts, *, proposals=(), positions=(), vat_changes=(), actor, at, on) -> PayeePage:
    """One payee."""
    pairs = (
        Pair(_("Kind"), str(row.get_kind_display())), Pair(_("Taxed as"), str(row.get_tax_class_display())),
        Pair(_("Tax number"), row.masked_tax or _("not given")),
        Pair(_("Tax form came on"), _tax_form(row, on)),
        Pair(_("Currency"), row.currency), Pair(_("Number series"), row.series),
    )
    keeps = can(actor, Action.KEEP_PAYEE, row)
    return PayeePage(
        title=row.name, crumbs=(Link(_("Payees"), reverse("payees", kwargs={"organization": row.organization.slug})),), pairs=pairs,
        links=tuple(Pair(link.participation.practitioner.person.full_name, span(link)) for link in links),
        paid=said(paid_on(row, at=at, on=on), row.organization.zone),
        missing=tuple(words_releasing.said(item) for item in missing(row, at=at, on=on)),
        proposals=tuple(proposal(each, actor=actor, at=at) for each in proposals), positions=tuple(map(position, positions)),
        vat_waits=_vat_waits([change for change in vat_changes if change.payee_id == row.pk]),
        vat_url=reverse("vat_positions", kwargs={"organization": row.organization.slug}),
        accounts=tuple(account_card(account, actor=actor, at=at) for account in accounts), may_keep=keeps,
        may_show=can(actor, Action.SEE_ACCOUNT, row), may_ask=keeps and row.kind == "group",
        may_show_tax=bool(row.tax_mark) and can(actor, Action.SEE_ACCOUNT, row),
    )


def _vat_waits(changes) -> str:
    count = len(changes)
    return ngettext("%(count)s position waits for a second person.", "%(count)s positions wait for a second person.", count) % {
        "count": count} if changes else ""


def _tax_form(row, on) -> str:
    if row.tax_form_on:
        return day(row.tax_form_on)
    return _("missing: nothing is paid") if tax_form_of(row.organization, on=on) else _("none is asked")


def span(link) -> str:
    """The days of a link."""
    if link.last is None:
        return _("from %(day)s") % {"day": day(link.first)}
    return f"{day(link.first)} – {day(link.last)}"


def said(paid, zone) -> str:
    """Which account is paid now, in a sentence."""
    if paid.account is not None:
        return _("Paid on %(account)s.") % {"account": paid.account.named}
    if paid.why == "none":
        return _("There is no confirmed account: payments wait.")
    if paid.until is None:
        return _("The account is being changed: payments wait until a second person has confirmed it.")
    return _("The account is being changed: payments wait until %(moment)s.") % {"moment": moment(paid.until, zone)}
