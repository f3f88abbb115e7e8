"""A therapist's own page about how she is paid: what is known of her, her accounts masked, and what waits."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.formats import moment
from network.parts import Tag, Task
from payments import words_releasing
from payments.pages.payees import STATES, said
from payments.releasing import Missing


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything `me/account.html` shows beside its forms. `group`: she is paid through a practice, which keeps its own."""

    title: str
    text: str
    group: bool
    known: bool
    accounts: tuple[Task, ...]
    waits: int
    may_ask: bool
    missing: tuple[str, ...] = ()


def account_page(organization, payee, accounts, paid, *, lacks=(), group, at) -> AccountPage:
    """How she is paid by one organization."""
    title = _("How %(name)s pays you") % {"name": organization.name}
    if payee is None:
        return AccountPage(title, _("Say who is paid first; then give the account."), False, False, (), 0, False)
    waits = next((row.pk for row in accounts if row.stoppable(at)), 0)
    asked = any(row.state == "requested" for row in accounts)
    tasks = tuple(Task(row.named, Tag(STATES[row.state], str(row.get_state_display())), "", _note(row)) for row in accounts)
    text = _("Your practice, %(name)s, is paid for your sessions.") % {"name": payee.name} if group else said(paid, organization.zone)
    changes = any(row.state == "confirmed" for row in accounts)
    missing = () if group else tuple(hers(item, organization, changes=changes) for item in lacks)
    return AccountPage(title, text, group, True, () if group else tasks, 0 if group else waits, not asked, missing)


def hers(item, organization, *, changes: bool) -> str:
    """What keeps her from being paid, and what she can do about it; `changes`: an account of hers was confirmed before."""
    return {
        Missing.TAX_FORM: _("Your tax form is missing: %(name)s asks for it before the first payment.") % {"name": organization.name},
        Missing.ACCOUNT: _("Your new account is not confirmed yet.") if changes else _("There is no confirmed account yet."),
    }.get(item) or words_releasing.said(item)[0]


def _note(row) -> str:
    zone = row.organization.zone
    if row.state == "requested":
        return _("Asked for on %(moment)s. We call you on a number we knew before; then it waits until %(until)s.") % {
            "moment": moment(row.requested_at, zone), "until": moment(row.usable_from, zone),
        }
    if row.state == "confirmed":
        return _("Used from %(moment)s on.") % {"moment": moment(max(row.usable_from, row.settled_at), zone)}
    return row.call_note if row.state == "refused" else ""
