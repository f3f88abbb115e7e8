"""The first page about money: what waits for whom."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import day
from network.parts import Link, Tag, Task
from payments.pages.tabs import tabs


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Everything `payments/overview.html` shows."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]


def overview_page(waits, *, organization, actor) -> OverviewPage:
    """What waits, each with a link; `waits` is a payments.queries.overview.Waits."""
    here, tasks = {"organization": organization.slug}, []
    if waits.drafts:
        tag = Tag("ours", _("%(count)s drafts") % {"count": waits.drafts} if waits.drafts > 1 else _("1 draft"))
        tasks.append(Task(_("Terms or rates to publish"), tag, reverse("terms_and_rates", kwargs=here)))
    if waits.accounts and can(actor, Action.SEE_ACCOUNT, organization):
        tag = Tag("ours", _("%(count)s to confirm") % {"count": waits.accounts})
        tasks.append(Task(_("Changed accounts"), tag, reverse("payees", kwargs=here), _("Call back, then confirm.")))
    if waits.vat and can(actor, Action.SEE_ACCOUNT, organization):
        tag = Tag("ours", _("%(count)s to confirm") % {"count": waits.vat})
        tasks.append(Task(_("VAT positions"), tag, reverse("vat_positions", kwargs=here)))
    names = {"exception": _("Lines to check"), "matched": _("Lines to approve"), "disputed": _("Disputes to decide")}
    tasks += [
        Task(label, Tag("ours", str(waits.lines[state])), f"{reverse('lines', kwargs=here)}?view={state}")
        for state, label in names.items() if waits.lines.get(state)
    ]
    tasks += _batches(waits, here, can(actor, Action.TAKE_ANSWER, organization))
    if waits.rates_from is None:
        tasks.append(Task(_("There are no rates"), Tag("stop", _("Sessions cannot be paid")), reverse("terms_and_rates", kwargs=here)))
        text = _("Nothing is paid without a published rate.")
    else:
        text = _("Sessions are paid at the rates that count since %(day)s.") % {"day": day(waits.rates_from)}
    return OverviewPage(_("Money"), text, tabs(organization, actor, "money"), tuple(tasks))


def _batches(waits, here, answers):
    """Lines for the next batch, batches that wait for somebody, and what is to be done with the bank."""
    where = reverse("batches", kwargs=here)
    names = {
        "ready": _("Approved lines in no batch"), "open": _("Batches to lock"), "locked": _("Batches to approve"),
        "approved": _("Batches to release"),
    }
    for state, label in names.items():
        if waits.batches.get(state):
            yield Task(label, Tag("ours", str(waits.batches[state])), where)
    if waits.bank and answers:
        yield Task(_("To do with the bank"), Tag("warn", str(waits.bank)), reverse("answers", kwargs=here))
