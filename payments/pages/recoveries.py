"""Recoveries for finance: what is to come back from whom, and one with what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import amount, day
from network.keyed import pager
from network.parts import Link, Pager, Pair, Tag, Task
from network.transitions import refusals
from payments.pages.tabs import tabs

KINDS = {"noticed": "warn", "proposed": "ours", "offset": "done", "repaid": "done", "written_off": "stop", "closed": "good"}
GIVEN = {"reason": "asked in the form"}


@dataclass(frozen=True, slots=True)
class RecoveriesPage:
    """Everything `payments/recoveries.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    pager: Pager


def recoveries_page(found, *, organization, actor) -> RecoveriesPage:
    """The newest first; those with something left before the others."""
    here = {"organization": organization.slug}
    text = _(
        "A line that was paid and counts no more, or was paid twice. It is set off against the next payments, and closes by itself when it"
        " is due."
    )
    tasks = tuple(
        Task(
            f"{row.reference} · {row.line.participation.practitioner.person.full_name}", tag_of(row),
            reverse("line_recovery", kwargs={**here, "pk": row.pk}),
            _left(row),
        )
        for row in found.rows
    )
    pages = pager(found, reverse("line_recoveries", kwargs=here))
    return RecoveriesPage(_("Recoveries"), text, tabs(organization, actor, "line_recoveries"), tasks, pages)


def _left(row) -> str:
    """What is still to come back; of one that is closed nothing is, however little came back."""
    words = _("%(amount)s, not claimed any more") if row.state == "closed" else _("%(left)s of %(amount)s left")
    return words % {"left": amount(row.left.minor, row.currency), "amount": amount(row.amount.minor, row.currency)}


def tag_of(row) -> Tag:
    """Where it stands."""
    if row.state == "closed" and row.excess_of:
        return Tag(KINDS[row.state], _("Closed: nothing was paid too much"))
    return Tag(KINDS[row.state], str(row.get_state_display()))


@dataclass(frozen=True, slots=True)
class RecoveryAct:
    """One thing that may be done; `off` is why not. `form` names what it asks, empty for nothing."""

    name: str
    title: str
    text: str
    button: str
    kind: str
    form: str
    off: tuple


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """Everything `payments/recovery.html` shows beside its forms."""

    title: str
    crumbs: tuple[Link, ...]
    tag: Tag
    pairs: tuple[Pair, ...]
    links: tuple[Link, ...]
    acts: tuple[RecoveryAct, ...]


def recovery_page(row, *, actor, at) -> RecoveryPage:
    """One recovery."""
    here = {"organization": row.organization.slug}
    money = lambda minor: amount(minor, row.currency)  # noqa: E731
    pairs = [
        Pair(_("Therapist"), row.line.participation.practitioner.person.full_name), Pair(_("Paid to"), row.payee.name),
        Pair(_("Date of the session"), day(row.line.session.day)), Pair(_("Opened"), day(row.opened_at, row.organization.zone)),
        Pair(_("Paid in error"), money(row.amount.minor)), Pair(_("Came back"), money(row.returned_minor)),
        Pair(_("Left"), money(0 if row.state == "closed" else row.left.minor)),
    ]
    if row.excess_of:
        pairs.append(Pair(_("Paid too much with"), row.excess_of))
    if row.reason:
        pairs.append(Pair(_("Reason"), row.reason))
    if row.given_minor:
        pairs.append(Pair(_("Goes back to the payee"), _("%(amount)s, of which %(paid)s went") % {
            "amount": money(row.given_minor), "paid": money(row.given_back_minor),
        }))
    links = (
        Link(row.line.reference, reverse("line", kwargs={**here, "pk": row.line_id})),
        Link(_("What was posted"), f"{reverse('ledger', kwargs=here)}?of=payments.linerecovery:{row.pk}"),
    )
    crumbs = (Link(_("Recoveries"), reverse("line_recoveries", kwargs=here)),)
    return RecoveryPage(row.reference, crumbs, tag_of(row), tuple(pairs), links, tuple(_acts(row, actor, at)))


def _acts(row, actor, at):
    words = {
        "repay": (_("It was paid back"), _("What came onto the organization’s account for it."), _("Record it"), "primary", "amount"),
        "propose_write_off": (_("Let it go"), _("Another person has to agree."), _("Propose to write it off"), "", "reason"),
        "confirm_write_off": (_("A write-off waits"), _("What is left becomes a loss."), _("Write it off"), "stop", ""),
        "refuse_write_off": (
            _("Claim it after all"), _("It is set off against the next payments."), _("Refuse the write-off"), "", "reason",
        ),
    }
    for name, (title, text, button, kind, form) in words.items():
        unmet = refusals(row, name, actor=actor, at=at, **GIVEN)
        if not {"wrong_state", "not_allowed"} & {each.code for each in unmet}:
            yield RecoveryAct(name, title, text, button, kind, form, tuple(unmet))
