"""Four eyes: which earlier act of a person bars which later one, by natural person. Pure: standard library only.

Persons, not accounts and not roles: a second account, another role or acting on somebody's behalf changes nothing, because
the caller names the person behind all of them. Bars are few enough for an office of two: one enters, changes, resolves and
makes the batch, the other approves and releases. [S: safety A8, I7]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from network.money import Money


class Subject(StrEnum):
    """What is acted on."""

    LINE = "line"
    BATCH = "batch"
    ACCOUNT = "account"
    RECOVERY = "recovery"


class Act(StrEnum):
    """What people do to money."""

    ENTER_LINE = "enter_line"
    CHANGE_LINE = "change_line"
    RESOLVE_LINE = "resolve_line"
    APPROVE_LINE = "approve_line"
    DECLINE_LINE = "decline_line"
    DECIDE_DISPUTE = "decide_dispute"
    PROPOSE_WAIVER = "propose_waiver"
    CONFIRM_WAIVER = "confirm_waiver"
    MAKE_BATCH = "make_batch"  # open it, put lines in, take lines out, lock it
    APPROVE_BATCH = "approve_batch"
    RELEASE_BATCH = "release_batch"
    REQUEST_ACCOUNT = "request_account"
    CALL_BACK = "call_back"
    CONFIRM_ACCOUNT = "confirm_account"
    PROPOSE_WRITE_OFF = "propose_write_off"
    CONFIRM_WRITE_OFF = "confirm_write_off"


@dataclass(frozen=True, slots=True)
class Bar:
    """Who did `earlier` to a subject may not do `act` to it. `standing` bars only as long as that act was not voided."""

    act: Act
    earlier: Act
    standing: bool = False


_ENTRIES = (Act.ENTER_LINE, Act.CHANGE_LINE, Act.RESOLVE_LINE)
BARS: tuple[Bar, ...] = (
    *(Bar(Act.APPROVE_LINE, entry) for entry in (*_ENTRIES, Act.PROPOSE_WAIVER)),
    Bar(Act.APPROVE_LINE, Act.APPROVE_LINE, standing=True),  # of two approvals the second is a second person's
    Bar(Act.CHANGE_LINE, Act.APPROVE_LINE, standing=True),
    Bar(Act.RESOLVE_LINE, Act.APPROVE_LINE, standing=True),
    Bar(Act.PROPOSE_WAIVER, Act.APPROVE_LINE, standing=True),
    Bar(Act.CONFIRM_WAIVER, Act.PROPOSE_WAIVER),
    Bar(Act.CONFIRM_WAIVER, Act.ENTER_LINE),
    Bar(Act.PROPOSE_WAIVER, Act.CONFIRM_WAIVER, standing=True),
    Bar(Act.DECIDE_DISPUTE, Act.DECLINE_LINE),
    Bar(Act.DECLINE_LINE, Act.DECIDE_DISPUTE, standing=True),
    Bar(Act.APPROVE_BATCH, Act.MAKE_BATCH),
    Bar(Act.MAKE_BATCH, Act.APPROVE_BATCH, standing=True),
    Bar(Act.APPROVE_BATCH, Act.APPROVE_BATCH, standing=True),  # a second approval is a second person's
    Bar(Act.RELEASE_BATCH, Act.MAKE_BATCH),
    Bar(Act.CALL_BACK, Act.REQUEST_ACCOUNT),
    Bar(Act.CONFIRM_ACCOUNT, Act.REQUEST_ACCOUNT),
    Bar(Act.CONFIRM_WRITE_OFF, Act.PROPOSE_WRITE_OFF),
    Bar(Act.PROPOSE_WRITE_OFF, Act.CONFIRM_WRITE_OFF, standing=True),
)
# what sets aside every approval given before it: the paper that was approved is another one now (I7)
VOIDS: dict[Act, frozenset[Act]] = {
    Act.CHANGE_LINE: frozenset({Act.APPROVE_LINE, Act.CONFIRM_WAIVER, Act.PROPOSE_WAIVER}),
    Act.RESOLVE_LINE: frozenset({Act.APPROVE_LINE}),
    Act.PROPOSE_WAIVER: frozenset({Act.APPROVE_LINE, Act.CONFIRM_WAIVER}),
    Act.DECLINE_LINE: frozenset({Act.APPROVE_LINE, Act.CONFIRM_WAIVER, Act.DECIDE_DISPUTE}),
    Act.DECIDE_DISPUTE: frozenset({Act.APPROVE_LINE}),
    Act.MAKE_BATCH: frozenset({Act.APPROVE_BATCH}),
    Act.REQUEST_ACCOUNT: frozenset({Act.CALL_BACK, Act.CONFIRM_ACCOUNT}),
    Act.PROPOSE_WRITE_OFF: frozenset({Act.CONFIRM_WRITE_OFF}),
}
# nobody does these to what pays that person: the therapist herself, or whoever is paid through the payee or owns the account
NOT_FOR_ONESELF = frozenset({
    Act.CHANGE_LINE, Act.RESOLVE_LINE, Act.APPROVE_LINE, Act.DECIDE_DISPUTE, Act.PROPOSE_WAIVER, Act.CONFIRM_WAIVER,
    Act.MAKE_BATCH, Act.APPROVE_BATCH, Act.RELEASE_BATCH, Act.CALL_BACK, Act.CONFIRM_ACCOUNT,
    Act.PROPOSE_WRITE_OFF, Act.CONFIRM_WRITE_OFF,
})  # fmt: skip
SUBJECTS: dict[Act, Subject] = {
    act: Subject.LINE if act.value.endswith(("_line", "_dispute", "_waiver")) else
    Subject.BATCH if act.value.endswith("_batch") else
    Subject.RECOVERY if act.value.endswith("_write_off") else
    Subject.ACCOUNT
    for act in Act
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done: by which person (never an account), to which subject, in which order of the whole."""

    act: Act
    person: str
    subject: str
    order: int


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a person may not: `code` is `earlier_act` (then `by` is that act), `own_money`, `over_limit` or `limit_unknown`."""

    code: str
    by: Done | None = None
    limit: Money | None = None


def standing(done: Iterable[Done]) -> tuple[Done, ...]:
    """The acts that still hold, in order: without those a later change to the same subject voided."""
    ordered = sorted(done, key=lambda item: item.order)
    kept: list[Done] = []
    for item in ordered:
        gone = VOIDS.get(item.act, frozenset())
        kept = [one for one in kept if one.subject != item.subject or one.act not in gone]
        kept.append(item)
    return tuple(kept)


def barred(act: Act, person: str, subject: str, done: Iterable[Done], *, pays: Iterable[str] = ()) -> tuple[Barred, ...]:
    """Every reason why the person may not do the act to the subject now; nothing when she may.

    `pays` are the persons whose money the subject moves.
    """
    every = tuple(done)
    acts = [item for item in every if item.subject == subject and item.person == person]
    still = {item.order for item in standing(every)}
    found = [
        Barred("earlier_act", item)
        for bar in BARS
        if bar.act is act
        for item in acts
        if item.act is bar.earlier and (item.order in still or not bar.standing)
    ]
    own = act in NOT_FOR_ONESELF and person in set(pays)
    return (*found, Barred("own_money")) if own else tuple(found)


@dataclass(frozen=True, slots=True)
class Band:
    """Up to and including `up_to` (None: any amount) so many different persons must approve."""

    up_to: Money | None
    approvals: int


def approvals_needed(total: Money, bands: tuple[Band, ...]) -> int:
    """How many persons approve that much: the smallest band it fits in. One where nothing is said.

    Raises ValueError where bands are named and none of them takes the amount: then nobody said who may approve it.
    """
    fitting = [band for band in bands if band.up_to is None or total <= band.up_to]
    if bands and not fitting:
        raise ValueError(f"No band takes {total}.")
    limited = [band for band in fitting if band.up_to is not None]
    first = min(limited, key=lambda band: band.up_to.minor) if limited else next(iter(fitting), None)
    return max(first.approvals, 1) if first else 1


def over_limit(amount: Money, limits: Iterable[Money] | None) -> tuple[Barred, ...]:
    """Whether a person may approve that much. `limits` None is without limit; a currency without a limit is not approved."""
    if limits is None:
        return ()
    own = next((limit for limit in limits if limit.currency == amount.currency), None)
    if own is None:
        return (Barred("limit_unknown"),)
    return (Barred("over_limit", limit=own),) if amount > own else ()


def approvers(act: Act, subject: str, done: Iterable[Done]) -> tuple[str, ...]:
    """The different persons whose approval of the subject holds, in the order they gave it; voided ones are not among them."""
    given = [item.person for item in standing(done) if item.act is act and item.subject == subject]
    return tuple(dict.fromkeys(given))
