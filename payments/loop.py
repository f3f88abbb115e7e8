"""What becomes of lines when standing changes: a hold opens, moves, ends or is voided, or evidence is corrected. Pure.

Nothing here remembers what the hold did before. Each line is judged anew by whether its day counts now, so that a date that
is corrected moves every line by itself, forwards and backwards (architecture section 6). A paid line that counts no more
opens a recovery; when its day counts again the recovery closes and what was offset is given back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from network.money import Money, OtherCurrency


class State(StrEnum):
    """How far a line has come; `held` is none of them: it is what a line is when its day does not count."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MATCHED = "matched"
    EXCEPTION = "exception"
    APPROVED = "approved"
    IN_BATCH = "in_batch"  # of a batch that may still change, locked or approved
    SENT = "sent"  # in a file that was written: the bank has it or may have it
    PAID = "paid"
    RETURNED = "returned"
    DECLINED = "declined"
    DISPUTED = "disputed"
    ADJUSTED = "adjusted"


class RecoveryState(StrEnum):
    """How far a recovery has come."""

    NOTICED = "noticed"
    OFFSET = "offset"
    REPAID = "repaid"
    WRITTEN_OFF = "written_off"
    CLOSED = "closed"


class Step(StrEnum):
    """What is to be done with a line now."""

    LEAVE_BATCH = "leave_batch"  # out of its batch; its approval and the batch's fall away
    VOID_APPROVAL = "void_approval"  # approved and in no batch: back to be approved when its day counts again
    RECALL = "recall"  # a task for a person: ask the bank before it pays
    DROP_RECALL = "drop_recall"
    OPEN_RECOVERY = "open_recovery"
    CLOSE_RECOVERY = "close_recovery"  # `give_back` says how much was offset or repaid


class Shown(StrEnum):
    """What the line says beside its state."""

    PAYABLE = "payable"
    HELD = "held"
    PAID_IN_ERROR = "paid_in_error"
    NOT_DUE = "not_due"  # declined or adjusted: standing does not matter to it


NOT_DUE = frozenset({State.DECLINED, State.ADJUSTED})
ENDED = frozenset({RecoveryState.CLOSED})


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is claimed back of a paid line, and how much came back so far by offset or repayment."""

    state: RecoveryState
    amount: Money
    returned: Money

    @property
    def left(self) -> Money:
        """What is still to come back."""
        return self.amount - self.returned


@dataclass(frozen=True, slots=True)
class Judged:
    """What a line says, what is to be done, and how much money goes back to the payee."""

    shown: Shown
    step: Step | None = None
    give_back: Money | None = None


def judge(state: State, counts: bool, recovery: Recovery | None = None, *, recalling: bool = False) -> Judged:
    """One line, by whether its day counts now. `recovery` is its last one, `recalling` whether a recall is open.

    Asked again without a change it has nothing to do: what it asked for is done by then.
    """
    if state in NOT_DUE:
        return Judged(Shown.NOT_DUE)
    if counts:
        return _counts(recovery, recalling)
    if state is State.PAID:
        return _paid_in_error(recovery)
    if state is State.SENT:
        return Judged(Shown.HELD, None if recalling else Step.RECALL)
    return Judged(Shown.HELD, {State.IN_BATCH: Step.LEAVE_BATCH, State.APPROVED: Step.VOID_APPROVAL}.get(state))


def _counts(recovery: Recovery | None, recalling: bool) -> Judged:
    if recovery is not None and recovery.state not in ENDED:
        return Judged(Shown.PAYABLE, Step.CLOSE_RECOVERY, recovery.returned if recovery.returned else None)
    return Judged(Shown.PAYABLE, Step.DROP_RECALL if recalling else None)


def _paid_in_error(recovery: Recovery | None) -> Judged:
    """Money that came back, or was written off, is not asked for a second time; a closed recovery is opened anew."""
    again = recovery is None or recovery.state in ENDED
    return Judged(Shown.PAID_IN_ERROR, Step.OPEN_RECOVERY if again else None)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still to be recovered from a payee, the oldest first by `order`."""

    key: str
    order: int
    left: Money


@dataclass(frozen=True, slots=True)
class Settled:
    """What of a remittance is kept for which recovery, and what is paid."""

    kept: tuple[tuple[str, Money], ...]
    pays: Money


def offset(due: Money, owed: Iterable[Owed]) -> Settled:
    """Set recoveries off against what is due to the same payee in the same currency, oldest first, never below nothing.

    Raises OtherCurrency for an amount in another currency: nobody here knows a rate.
    """
    kept: list[tuple[str, Money]] = []
    left = due
    for item in sorted(owed, key=lambda one: (one.order, one.key)):
        if item.left.currency != due.currency:
            raise OtherCurrency(f"{item.left.currency} cannot be set off against {due.currency}.")
        taken = min(left.minor, item.left.minor)
        if taken > 0:
            kept.append((item.key, Money(taken, due.currency)))
            left -= Money(taken, due.currency)
    return Settled(tuple(kept), left)
