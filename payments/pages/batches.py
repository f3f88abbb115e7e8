"""Batches for finance: all of them, what the next would pay, and one with who did what, what is worth a look and what may be done."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.access import Action, can
from network.formats import amount, day, groups_of_four, moment
from network.keyed import pager
from network.parts import Eye, Link, Pager, Pair, Tag, Task
from network.transitions import refusals
from payments import words_batches
from payments.pages.tabs import tabs

TAGS = {
    "open": "ours", "locked": "ours", "approved": "ours", "released": "theirs", "written": "source", "settled": "good", "canceled": "draft",
}
FLAGS = {
    "first": ("ours", gettext_lazy("First payment")), "changed": ("warn", gettext_lazy("Changed account")),
    "came_back": ("stop", gettext_lazy("The last one came back")),
}
LISTED = 500  # lines of a batch a page names
PAYMENTS = {"planned": "draft", "sent": "source", "paid": "good", "returned": "stop"}
GIVEN = {"reason": "asked in the form"}  # here only people and states stand in the way


@dataclass(frozen=True, slots=True)
class BatchesPage:
    """Everything `payments/batches.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    links: tuple[Link, ...]
    tasks: tuple[Task, ...]
    pager: Pager


def batches_page(found, accounts, *, organization, actor) -> BatchesPage:
    """The newest first; a new one from each account."""
    here, links = {"organization": organization.slug}, []
    if can(actor, Action.MAKE_BATCH, organization):
        links = [
            Link(
                _("New batch from %(account)s") % {"account": row.masked}, reverse("new_batch", kwargs={**here, "pk": row.pk}),
                note="primary",
            )
            for row in accounts
        ]
    if can(actor, Action.SEE_ACCOUNT, organization):
        links.append(Link(_("Accounts to pay from"), reverse("paying_accounts", kwargs=here)))
    tasks = tuple(
        Task(_title(row), tag_of(row), reverse("batch", kwargs={**here, "reference": row.reference}), _("to be paid on %(day)s") % {
            "day": day(row.pays_on)}) for row in found.rows
    )
    text = _("Lines that leave together from one account. Who makes a batch does not approve or release it.")
    return BatchesPage(
        _("Batches"), text, tabs(organization, actor, "batches"), tuple(links), tasks, pager(found, reverse("batches", kwargs=here))
    )


def tag_of(row) -> Tag:
    """Where it stands."""
    return Tag(TAGS[row.state], str(row.get_state_display()))


def _title(row) -> str:
    return f"{row.reference} · {amount(row.minor, row.currency)}" if row.count else row.reference


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one payee gets."""

    key: int
    name: str
    url: str
    account: str
    flags: tuple[Tag, ...]
    lines: str
    amount: str
    state: Tag | None = None
    note: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A line that stays out or left, with why."""

    reference: str
    url: str
    who: str
    amount: str
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything `payments/new_batch.html` shows beside its form."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    rows: tuple[ShareRow, ...]
    out: tuple[LeftRow, ...]
    count: str
    total: str
    kept: str


def preview_page(found) -> PreviewPage:
    """What a batch would pay today."""
    account, here = found.account, {"organization": found.account.organization.slug}
    total = amount(found.minor, account.currency)
    title = ngettext("%(total)s to %(count)s payee", "%(total)s to %(count)s payees", len(found.shares)) % {
        "total": total, "count": len(found.shares)}
    text = _("Paid from %(account)s. Every line is asked again when the batch is locked, and when it is released.") % {
        "account": account.masked}
    rows = tuple(share_row(share, account.currency, here) for share in found.shares)
    out = tuple(_line_row(fit.line, fit.why, here) for fit in found.out)
    lines = str(sum(share.lines for share in found.shares))
    return PreviewPage(title, text, (_crumb(here),), rows, out, lines, total, kept_of(found.shares, account.currency))


def _crumb(here) -> Link:
    return Link(_("Batches"), reverse("batches", kwargs=here))


def share_row(share, currency, here) -> ShareRow:
    """One payee of a preview or a batch."""
    row = share.instruction
    state = Tag(PAYMENTS[row.state], str(row.get_state_display())) if row and row.state in PAYMENTS and row.state != "planned" else None
    return ShareRow(
        share.payee.pk, share.payee.name, reverse("payee", kwargs={**here, "pk": share.payee.pk}),
        share.account.named if share.account else "", tuple(Tag(kind, str(label)) for kind, label in map(FLAGS.get, share.flags)),
        str(share.lines), amount(share.minor, currency), state, _booked(row), kept_of([share], currency),
    )


def kept_of(shares, currency) -> str:
    """What lines come to and what of it is kept for recoveries, or goes back with it; nothing where nothing is."""
    gross, parts = sum(share.gross for share in shares), []
    kept, given = (sum(max(sign * share.kept, 0) for share in shares) for sign in (1, -1))
    if kept:
        parts.append(_("%(amount)s set off") % {"amount": amount(kept, currency)})
    if given:
        parts.append(_("%(amount)s given back") % {"amount": amount(given, currency)})
    return ", ".join((_("%(amount)s due") % {"amount": amount(gross, currency)}, *parts)) if parts else ""


def _booked(row) -> str:
    if row is None or row.paid_on is None:
        return ""
    return _("booked %(day)s") % {"day": day(row.paid_on)}


def _line_row(line, why, here, number=0) -> LeftRow:
    listed = "list_match" in why
    url = reverse("payee_matches" if listed else "line", kwargs={**here, "pk": line.payee_id if listed else line.pk})
    return LeftRow(
        line.reference, url, line.participation.practitioner.person.full_name,
        amount(line.total.minor, line.currency), words_batches.left(why), number,
    )


@dataclass(frozen=True, slots=True)
class BatchAct:
    """One thing that may be done; `off` is why not, `asks` the name of its form."""

    name: str
    title: str
    text: str
    button: str
    kind: str
    asks: str
    off: tuple


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Everything `payments/batch.html` shows beside its forms."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    tag: Tag
    reason: str
    eyes: tuple[Eye, ...]
    rows: tuple[ShareRow, ...]
    returned: tuple[LeftRow, ...]
    left: tuple[LeftRow, ...]
    lines: tuple[LeftRow, ...]
    inside: tuple[LeftRow, ...]
    more: str
    count: str
    total: str
    kept: str
    sha256: str
    fingerprint: str
    file: tuple[Pair, ...]
    download: str
    tasks: tuple
    acts: tuple[BatchAct, ...]


def batch_page(batch, shares, left, entries, instructions, acts, tasks, *, actor, at) -> BatchPage:
    """One batch; `acts` are its rows of who did what."""
    here = {"organization": batch.organization.slug}
    minor = sum(share.minor for share in shares) if batch.state == "open" else batch.minor
    total = amount(minor, batch.currency)
    file = getattr(batch, "file", None)
    may_take_out = batch.state == "open" and can(actor, Action.MAKE_BATCH, batch)
    returned = tuple(_returned(row, here) for row in instructions if row.state == "returned")
    return BatchPage(
        title=f"{batch.reference}: {total}",
        text=_("From %(account)s, to be paid on %(day)s") % {"account": batch.paying_account.masked, "day": day(batch.pays_on)},
        crumbs=(_crumb(here),), tag=tag_of(batch), reason=batch.reason, eyes=_eyes(batch, acts),
        rows=tuple(share_row(share, batch.currency, here) for share in shares), returned=returned,
        left=tuple(_line_row(entry.line, entry.why, here) for entry in left),
        lines=tuple(_line_row(entry.line, (), here, entry.pk) for entry in entries) if may_take_out else (),
        inside=tuple(_inside(entry, here) for entry in entries[:LISTED]), more=_more(len(entries) - LISTED),
        count=str(sum(share.lines for share in shares)), total=total, kept=kept_of(shares, batch.currency), sha256=batch.sha256,
        fingerprint=groups_of_four(batch.sha256) if batch.sha256 else "", file=_file(batch, file),
        download=_download(batch, file, actor, here), tasks=tuple(_task(row) for row in tasks), acts=tuple(_acts(batch, actor, at)),
    )


def _inside(entry, here) -> LeftRow:
    """A line in it, with the day of its session and the payment it goes with."""
    row, payment = _line_row(entry.line, (), here), entry.instruction.reference if entry.instruction else ""
    return replace(row, why=", ".join(filter(None, (day(entry.line.session.day), payment))))


def _more(count: int) -> str:
    words = ngettext("%(count)s more line is not listed.", "%(count)s more lines are not listed.", count)
    return words % {"count": count} if count > 0 else ""


def _returned(row, here) -> LeftRow:
    return LeftRow(
        row.reference, reverse("payee", kwargs={**here, "pk": row.payee_id}), row.payee.name, amount(row.minor, row.batch.currency),
        words_batches.bank_reason(row.reason),
    )


def _download(batch, file, actor, here) -> str:
    if file is None or not can(actor, Action.SEE_ACCOUNT, batch):
        return ""
    return reverse("bank_file", kwargs={**here, "reference": batch.reference})


def _file(batch, file) -> tuple[Pair, ...]:
    if file is None:
        return ()
    return (
        Pair(_("Payments"), str(file.count)), Pair(_("Sum"), amount(file.minor, batch.currency)),
        Pair(_("Written"), moment(file.written_at, batch.organization.zone)),
    )


def _eyes(batch, acts) -> tuple[Eye, ...]:
    """Who did what, in order; and what is still to be done by whom."""
    labels = {"make_batch": _("Made"), "approve_batch": _("Approved"), "release_batch": _("Released")}
    zone = batch.organization.zone
    # whoever puts lines in and then locks it has made it once: on the later moment
    rows = list(acts)
    last = [row for row, then in zip_longest(rows, rows[1:]) if then is None or (row.act, row.person_id) != (then.act, then.person_id)]
    done = [
        Eye(labels[row.act], row.person.full_name if row.person else _("by itself: a line left"), moment(row.at, zone), "confirmed")
        for row in last
    ]
    ahead = {
        "locked": [Eye(_("Approve"), note=_("another person"))], "approved": [Eye(_("Release"), note=_("who did not make it"))],
        "released": [Eye(_("Written"), note=_("in a moment"))],
    }
    return (*done, *ahead.get(batch.state, []))


def _task(row):
    title, text = words_batches.task(row.kind, row.facts)
    return row.pk, title, text


def _acts(batch, actor, at):
    """Those of the state it is in, of the reader's role."""
    words = {
        "lock": (_("Lock it"), _("Every line is asked again; then the file is fixed and waits for approval."), _("Lock"), "primary", ""),
        "approve": (_("Approve it"), _("You approve the file with this fingerprint."), _("Approve"), "primary", ""),
        "release": (
            _("Release it"), _("Every line is asked again; then the file is written. It cannot be undone."), _("Release"), "primary",
            "total",
        ),
        "send_back": (_("Send it back"), _("Its maker reads your reason; nothing leaves."), _("Send back"), "", "reason"),
        "cancel": (_("Cancel it"), _("Nothing of it is paid; its lines stay approved."), _("Cancel the batch"), "stop", "reason"),
    }
    for name, (title, text, button, kind, asks) in words.items():
        unmet = refusals(batch, name, actor=actor, at=at, **({"total": batch.minor} if name == "release" else GIVEN))
        if not {"wrong_state", "not_allowed"} & {each.code for each in unmet}:
            yield BatchAct(name, title, text, button, kind, asks, tuple(unmet))
