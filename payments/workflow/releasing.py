"""Locking, approving and releasing a batch: everything is asked anew of every line when it is locked and when it is released."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network import jobs
from network.events import record
from network.transitions import Refusal, locked, perform, raise_unmet, refusals
from payments.duties import Act
from payments.facts.paying import Asked
from payments.guards_batches import approvals_left
from payments.models import Batch
from payments.queries.fitting import Fit, fit
from payments.workflow import planning
from payments.workflow.batching import drop, live, note, plan_anew
from payments.workflow.planning import plan

CHANGED = "account_changed"


def lock(batch: Batch, *, actor, at) -> Batch:
    """Fix it: what may not be paid leaves with its reason, the rest becomes one payment per payee. Raises Refused.

    Where nothing is left the lines have left all the same; then it is refused as empty.
    """
    with locked(batch):
        raise_unmet(refusals(batch, "lock", actor=actor, at=at))
        fits = sift(batch, at)
        if fits:
            perform(batch, "lock", actor=actor, at=at, detail=_screenings(fits))
            note(batch, Act.MAKE_BATCH, actor=actor, at=at)
            plan(batch, at=at, accounts={found.line.payee_id: found.account for found in fits})
    raise_unmet(refusals(batch, "lock", actor=actor, at=at) if batch.state == "open" else ())
    return batch


def approve(batch: Batch, *, seen="", actor, at) -> Batch:
    """One more person approves the file with the fingerprint `seen`; with the last one needed it waits for release. Raises Refused."""
    with locked(batch):
        raise_unmet([*refusals(batch, "approve", actor=actor, at=at), *_other_file(batch, seen)])
        if approvals_left(batch, at) <= 1:
            perform(batch, "approve", actor=actor, at=at)
        else:
            record(batch, "batch.approved_once", actor=actor, at=at)
        note(batch, Act.APPROVE_BATCH, actor=actor, at=at)
    return batch


def release(batch: Batch, *, total, seen="", actor, at) -> Batch:
    """Send it to the bank: asked anew of every line. Raises Refused.

    Where a line may not be paid any more it leaves, the approvals are void, and the refusal says so: nothing went. The same where
    the file would be another one than was approved.
    """
    with locked(batch):
        raise_unmet([*refusals(batch, "release", actor=actor, at=at, total=total), *_other_file(batch, seen)])
        before = batch.entries.filter(live=True).count()
        fits = sift(batch, at)
        left, same = before - len(fits), planning.same_file(batch)
        if not left and same:
            perform(batch, "release", actor=actor, at=at, total=total, detail=_screenings(fits))
            note(batch, Act.RELEASE_BATCH, actor=actor, at=at)
            jobs.enqueue("payments.write_bank_file", key=batch.sha256, organization=batch.organization, id=batch.pk)
        elif not left:
            plan_anew(batch, at=at)
    raise_unmet([*_left(left), *_changed(left or same)])
    return batch


def _left(left):
    if left:
        words = ngettext_lazy(
            "%(count)s line may not be paid any more and left the batch. Nothing was released.",
            "%(count)s lines may not be paid any more and left the batch. Nothing was released.", left,
        ) % {"count": left}
        yield Refusal("lines_left", words, _("Read why, then let the smaller batch be approved and release it."))


def _changed(same):
    if not same:
        words = _("What the file says of a payee changed since it was approved. Nothing was released.")
        yield Refusal("file_changed", words, _("Read the batch again and let it be approved anew."))


def send_back(batch: Batch, *, reason, actor, at):
    """Who should approve or release it gives it back to its maker. Raises Refused without a reason."""
    return perform(batch, "send_back", actor=actor, at=at, note=reason, reason=reason)


def sift(batch: Batch, at) -> list[Fit]:
    """Inside a lock of the batch: ask anew of every line; those that may not be paid leave. Returns what stays."""
    asked, stays, goes = Asked(batch.organization, at), [], {}
    entries = list(live(batch))
    for entry in entries:
        found = fit(entry.line, asked)
        why = found.why or _moved(entry, found)
        if why:
            goes[entry.pk] = why
        else:
            stays.append(found)
    if goes:
        drop([entry for entry in entries if entry.pk in goes], goes, batch=batch, at=at)
    return stays


def _moved(entry, found) -> list[str]:
    """Another account than the one that was approved is another paper; while a batch is open nothing is fixed."""
    fixed = entry.instruction.account_id if entry.instruction_id else found.account.pk
    return [] if entry.batch.state == "open" or fixed == found.account.pk else [CHANGED]


def _screenings(fits) -> dict:
    """For the trail: that each payee was asked about now, and on which account it is paid."""
    return {"payees": {found.line.payee.series: found.account.masked for found in fits}}


def _other_file(batch, seen):
    """What was read on the page is what is approved."""
    if seen and seen != batch.sha256:
        yield Refusal("changed", _("This batch changed since you opened it."), _("Read it again, then decide."))
