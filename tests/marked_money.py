"""The rest of a marked therapist's way to her money: a strange account, a match, a payment that comes back, one that is recovered."""

from datetime import timedelta

from licensure.demo import exclusions
from network.worker import drain
from network.workflow import standing
from payments.bank.answers import Kind, Outcome
from payments.models import Instruction, Invoice, InvoiceLine, LineRecovery
from payments.workflow import (
    accounts,
    authorizing,
    bank_files,
    batching,
    checking,
    invoicing,
    matching,
    payees,
    recovering,
    releasing,
    sessions,
    settling,
)
from payments.workflow.rechecking import recheck
from tests.payments.paying import ACH, opened

LISTED = exclusions.NOBODY_HERE[0]
WAIT = timedelta(days=3)  # longer than the hours of a changed account


def at_the_bank(world, row, herself, payee, marks):
    """Paid for one session of today, after the first payment came back, and recovered from when a hold of that day is heard of."""
    on = world.day(world.harbor)
    payees.change_payee(payee, tax_form_on=on, actor=world.priya, at=world.at)
    not_the_one_listed(world, payee, marks)
    approved(world, row, herself, on)
    account = opened(world.harbor, world.priya, world.hollis, world.at, **ACH)
    told(sent(world, account), Kind.RETURNED, marks["returned"], at=world.at + 2 * WAIT)
    told(sent(world, account, days=3), Kind.PAID, "", at=world.at + 3 * WAIT)
    a_strange_account(world, row, herself, payee, marks)


def a_strange_account(world, row, herself, payee, marks):
    """A change of which she knew nothing."""
    strange = accounts.request(
        payee, holder=marks["holder"], number="ZQ11223344", routing="021000021", participation=row, reauthenticated_at=world.at,
        actor=herself, at=world.at,
    )
    accounts.refuse(strange, reason=marks["strange_call"], actor=world.priya, at=world.at)


def not_the_one_listed(world, payee, marks):
    """For an hour it has the name of somebody on the list, and two people say that it is another."""
    by = {"actor": world.priya, "at": world.at}
    payees.change_payee(payee, name=f"{LISTED['FIRSTNAME']} {LISTED['LASTNAME']}", **by)
    ((key, _listed),) = matching.matches_of(payee)
    matching.clear(matching.propose(payee, key=key, reason=marks["match"], **by), actor=world.hollis, at=world.at)
    payees.change_payee(payee, name=marks["payee"], **by)


def approved(world, row, herself, on):
    """One session of another client."""
    case = authorizing.authorize(
        participation=row, units=3, first=on, last=on + timedelta(days=90), kind="sessions", service="counseling", client_in="US-IL",
        subject_key=f"{row.pk + 1:064x}", actor=world.crew(world.harbor).manager, at=world.at,
    )
    sessions.log(case, day=on, mode="in_person", actor=herself, at=world.at)
    invoice = Invoice.objects.within(world.harbor).get(participation=row, state="draft")
    invoicing.send(invoice, actor=herself, at=world.at)
    checking.check_invoice(invoice, at=world.at)
    checking.approve(invoice.lines.get(), actor=world.hollis, at=world.at)


def sent(world, account, days=1) -> Instruction:
    """A batch of what is approved, at the bank."""
    at = world.at + days * WAIT
    batch = batching.make(account, pays_on=world.day(world.harbor) + timedelta(days=days * 3 + 5), actor=world.priya, at=at)
    releasing.lock(batch, actor=world.priya, at=at)
    releasing.approve(batch, seen=batch.sha256, actor=world.hollis, at=at)
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=world.hollis, at=at)
    bank_files.write(batch, at=at)
    return Instruction.objects.within(world.harbor).select_related("organization", "batch", "payee").get(batch=batch)


def told(row, kind, reason, at):
    """What the bank says of it."""
    settling.apply(row, Outcome(kind, row.reference, 1, reason, day=at.date()), at=at)


def not_claimed_after_all(world, row, marks):
    """Her license is suspended from the day of the session: what was paid is claimed back, and somebody proposes to let it go."""
    standing.open_hold(
        participation=row, reason="license", first=world.day(world.harbor), comment=marks["hold"], actor=world.maya, at=world.at,
    )
    recheck(participation_id=row.pk, at=world.at + 4 * WAIT)
    recovery = LineRecovery.objects.within(world.harbor).select_related("organization", "line").get(line__participation=row)
    recovering.propose_write_off(recovery, reason=marks["let_go"], actor=world.priya, at=world.at + 4 * WAIT)
    drain()


def settled(world, row):
    """Nothing is left to pay or to claim back: what was claimed is declined, what was paid in error is written off."""
    at = world.at + 5 * WAIT
    for line in InvoiceLine.objects.within(world.harbor).filter(participation=row, state__in=("matched", "exception")):
        checking.decline(line, reason="Not due.", actor=world.priya, at=at)
    rows = LineRecovery.objects.within(world.harbor).filter(line__participation=row, state="proposed")
    for recovery in rows.select_related("organization", "line", "payee"):
        recovering.confirm_write_off(recovery, actor=world.hollis, at=at)
    drain()
