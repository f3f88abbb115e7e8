"""A license of Clementine Rushbrook was suspended for some days nobody knew of, and paid sessions of those days are claimed back.

One claim is closed because its day was corrected, one paid back, one written off, one proposed to be, one set off, one just told.
"""

from network.access import Role
from network.workflow import holds
from payments.demo.paying import answer, approve, entry, send
from payments.demo.stories import report
from payments.models import Instruction, LineRecovery
from payments.workflow import batching, recovering, releasing
from payments.workflow.rechecking import recheck

WHY = "The board suspended the license; we read it late."


def claimed_back(till, account, row, payee, authorization):
    """Two suspensions in the past, one of which never was; what is done about each line; a batch that sets one off."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(24)
    mistaken = _suspended(till, row, 45, 45, at)
    _suspended(till, row, 44, 41, at)
    recheck(participation_id=row.pk, at=at)
    at = yield till.ago(23)
    holds.void_hold(hold=mistaken, reason="The board wrote the wrong day.", actor=till.people[Role.DIRECTOR], at=at)
    recheck(participation_id=row.pk, at=at)
    at = yield till.ago(22)
    back, written_off, proposed, _set_off = _open(till)
    recovering.repay(back, minor=back.amount.minor, actor=finance, at=at)
    for each in (written_off, proposed):
        recovering.propose_write_off(each, reason="She could not know of it.", actor=finance, at=at)
    at = yield till.ago(21)
    recovering.confirm_write_off(written_off, actor=approver, at=at)
    for ago in (20, 19):
        at = yield till.ago(ago)
        report(till, authorization, ago, at)
    yield from _set_off_against_the_next(till, account, row, payee)


def _set_off_against_the_next(till, account, row, payee):
    """Two sessions are paid, less the one that is claimed back."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(18)
    send(till, [row], at)
    at = yield till.ago(17)
    approve(till, [row], at)
    batch = batching.make(account, payees=[payee.pk], pays_on=till.day(14), actor=finance, at=at)
    releasing.lock(batch, actor=finance, at=at)
    at = yield till.ago(16)
    releasing.approve(batch, seen=batch.sha256, actor=approver, at=at)
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=approver, at=at)
    at = yield till.ago(13)
    paid = Instruction.objects.within(till.organization).select_related("batch__paying_account", "payee").get(batch=batch)
    answer(till, "ST-0114", [entry(paid, till.day(14))], finance, at)


def claimed_back_just_now(till, row):
    """One more day of the suspension became known: she was told, and nothing came back yet."""
    at = yield till.ago(1, minute=30)
    _suspended(till, row, 40, 40, at)
    recheck(participation_id=row.pk, at=at)


def _suspended(till, row, first, last, at):
    """From one day through another, both past."""
    hold = holds.open_hold(
        participation=row, reason="license", first=till.day(first), comment=WHY, actor=till.people[Role.NETWORK_MANAGER], at=at
    )
    return holds.end_hold(hold=hold, last=till.day(last), reason="The suspension was lifted.", actor=till.people[Role.DIRECTOR], at=at)


def _open(till):
    """Claims of which nothing came back, in the order of their sessions."""
    rows = LineRecovery.objects.within(till.organization).filter(state="noticed")
    return list(rows.select_related("organization", "line__participation__practitioner__person", "payee").order_by("line__session__day"))
