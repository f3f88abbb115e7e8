"""Accounts the organization pays from: all of them with what waits for a second person, and one."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import moment
from network.parts import Link, Pair, Tag, Task
from network.transitions import refusals
from payments.models import Rail

LABELS = ("holder", "bank", "company_id", "destination", "origin", "balanced")


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """What somebody proposed; `off` says why this reader may not confirm it."""

    number: int
    title: str
    text: str
    pairs: tuple[Pair, ...]
    may_settle: bool
    off: tuple


@dataclass(frozen=True, slots=True)
class PayingAccountsPage:
    """Everything `payments/paying_accounts.html` shows beside its forms."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    links: tuple[Link, ...]
    changes: tuple[ChangeCard, ...]
    tasks: tuple[Task, ...]


def paying_accounts_page(rows, changes, *, organization, actor, at) -> PayingAccountsPage:
    """What waits first."""
    here = {"organization": organization.slug}
    new = Link(_("New account to pay from"), reverse("new_paying_account", kwargs=here), note="primary")
    waits = {row.account_id for row in changes}
    return PayingAccountsPage(
        _("Accounts to pay from"), _("One person proposes that an account begins, changes or ends, another confirms it."),
        (_batches(here),), (new,) if can(actor, Action.MAKE_BATCH, organization) else (),
        tuple(_card(row, actor, at) for row in changes), tuple(_task(row, row.pk in waits, here) for row in rows),
    )


def _batches(here) -> Link:
    return Link(_("Batches"), reverse("batches", kwargs=here))


def _task(row, waits, here) -> Task:
    tag = Tag("ours", _("A change waits")) if waits else tag_of(row)
    return Task(f"{row.holder} {row.masked}", tag, reverse("paying_account", kwargs={**here, "pk": row.pk}), str(row.get_rail_display()))


def tag_of(row) -> Tag:
    """Whether batches are made from it."""
    return Tag("draft", _("Ended")) if row.ended_at else Tag("good", _("In use"))


def _card(row, actor, at) -> ChangeCard:
    facts = {"name": row.proposed_by.full_name, "reason": row.reason}
    off = tuple(each for each in refusals(row, "confirm", actor=actor, at=at) if each.code != "not_allowed")
    return ChangeCard(
        row.pk, f"{row.get_kind_display()}: {row.masked}", _("%(name)s proposes it: “%(reason)s”") % facts, _values(row),
        can(actor, Action.CONFIRM_ACCOUNT, row), off,
    )


def _values(change) -> tuple[Pair, ...]:
    """What is said of it, and beside it what counts now where that is another."""
    said = dict(change.values)
    pairs = [Pair(_("Kind of transfer"), str(Rail(said["rail"]).label)), Pair(_("BIC or routing number"), said["code"])] if said.get(
        "rail") else []
    for name in LABELS:
        if name in said and (said[name] or change.account):
            now = "" if change.account is None or getattr(change.account, name) == said[name] else _plain(getattr(change.account, name))
            words = _("%(new)s (now: %(old)s)") % {"new": _plain(said[name]), "old": now} if now else _plain(said[name])
            pairs.append(Pair(label_of(name), words))
    return tuple(pairs)


def label_of(name) -> str:
    """A particular in words."""
    return {
        "holder": _("Name of the holder"), "bank": _("Name of the bank"), "company_id": _("Number the bank gave for the company"),
        "destination": _("Routing number of the bank that gets the file"), "origin": _("Number the bank gave for the sender of files"),
        "balanced": _("The bank wants each batch balanced by a debit"),
    }[name]


def _plain(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value or "–"


@dataclass(frozen=True, slots=True)
class PayingAccountPage:
    """Everything `payments/paying_account.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    waits: bool
    may_propose: bool


def paying_account_page(row, *, waits, actor) -> PayingAccountPage:
    """One account; `waits` a change for a second person."""
    here, zone = {"organization": row.organization.slug}, row.organization.zone
    pairs = [Pair(_("Kind of transfer"), str(row.get_rail_display())), Pair(_("BIC or routing number"), row.code or "–")]
    pairs += [Pair(label_of(name), _plain(getattr(row, name))) for name in LABELS if getattr(row, name) not in ("", False)]
    if row.ended_at:
        pairs.append(Pair(_("Ended"), moment(row.ended_at, zone)))
    crumbs = (_batches(here), Link(_("Accounts to pay from"), reverse("paying_accounts", kwargs=here)))
    may = not waits and row.ended_at is None and can(actor, Action.MAKE_BATCH, row)
    return PayingAccountPage(row.masked, crumbs, tag_of(row), tuple(pairs), waits, may)
