"""What is in a batch, what would be in the next one, and what of it is worth a look before money leaves."""

from dataclasses import dataclass, field

from network.keyed import START, Keyed, Place, keyed
from network.models import Task
from network.money import Money
from payments.facts.lines import ALL
from payments.facts.paying import Asked
from payments.facts.recoveries import foreseen, of_payee
from payments.models import (
    BankAnswer,
    Batch,
    BatchLine,
    Instruction,
    InvoiceLine,
    Payee,
    PayingAccount,
    PayingAccountChange,
)
from payments.queries.fitting import Fit, fit

OUT = ("sent", "paid", "returned")
OF_BATCH = ("organization", "paying_account", "made_by", "released_by")


@dataclass(slots=True)
class Share:
    """What one payee gets: `gross` of its lines less what is `kept` for recoveries (below nothing: given back), on which account.

    `flags`: what is worth a look (codes of `FLAGS`).
    """

    payee: Payee
    lines: int = 0
    gross: int = 0
    kept: int = 0
    account: object = None
    flags: list[str] = field(default_factory=list)
    instruction: Instruction | None = None

    @property
    def minor(self) -> int:
        """What is paid."""
        return self.gross - self.kept

    def foresee(self, currency: str) -> None:
        """What locking would keep for recoveries now."""
        source = self.instruction.reference if self.instruction else ""
        found = foreseen(of_payee(self.payee, currency), Money(self.gross, currency), source=source)
        self.kept = self.gross - found.pays.minor


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch of today would pay, by payee, and which lines would stay out and why."""

    account: PayingAccount
    shares: tuple[Share, ...]
    out: tuple[Fit, ...]

    @property
    def minor(self) -> int:
        """All of it together, less what is kept for recoveries."""
        return sum(share.minor for share in self.shares)


def preview(account: PayingAccount, *, at) -> Preview:
    """Ask of every approved line in the account's currency whether it may be paid now."""
    asked, shares, out = Asked(account.organization, at), {}, []
    rows = InvoiceLine.objects.within(account.organization).filter(state="approved", currency=account.currency)
    for line in rows.select_related(*ALL).order_by("position"):
        found = fit(line, asked)
        if found.why:
            out.append(found)
            continue
        share = shares.setdefault(line.payee_id, Share(line.payee, account=found.account))
        share.lines, share.gross = share.lines + 1, share.gross + line.total.minor
    for share in shares.values():
        share.foresee(account.currency)
        share.flags = flags(share)
    return Preview(account, tuple(sorted(shares.values(), key=_worth)), tuple(out))


def shares_of(batch: Batch) -> tuple[Share, ...]:
    """By payee what the batch pays, or would pay if it were locked now; those worth a look first."""
    shares = {}
    rows = BatchLine.objects.within(batch.organization).filter(batch=batch, live=True)
    for entry in rows.select_related("line__payee", "instruction__account"):
        share = shares.setdefault(entry.line.payee_id, Share(entry.line.payee, instruction=entry.instruction))
        share.lines, share.gross = share.lines + 1, share.gross + entry.minor
        share.account = entry.instruction.account if entry.instruction else None
    for share in shares.values():
        if batch.state == "open":
            share.foresee(batch.currency)
        elif share.instruction:
            share.kept = share.gross - share.instruction.minor
        share.flags = flags(share, before=batch)
    return tuple(sorted(shares.values(), key=_worth))


def flags(share: Share, before: Batch | None = None) -> list[str]:
    """`first` payment, `changed` account since the last one, `came_back` the last one."""
    rows = Instruction.objects.within(share.payee.organization).filter(payee=share.payee, state__in=OUT)
    last = (rows.filter(batch__lt=before.pk) if before else rows).order_by("-pk").first()
    if last is None:
        return ["first"]
    found = ["came_back"] if last.state == "returned" else []
    changed = share.account is not None and share.account.pk != last.account_id
    return [*found, "changed"] if changed else found


def _worth(share: Share) -> tuple:
    return not share.flags, -share.minor, share.payee.name


def batches(actor, place: Place = START) -> Keyed:
    """A page of them, the newest first."""
    return keyed(Batch.objects.visible_to(actor).select_related(*OF_BATCH), ("-pk",), place)


def accounts(actor) -> list[PayingAccount]:
    """Every account a batch can be made from."""
    return list(PayingAccount.objects.visible_to(actor).filter(ended_at=None).select_related("organization"))


def paying_accounts(actor) -> list[PayingAccount]:
    """Those that ended, too."""
    return list(PayingAccount.objects.visible_to(actor).select_related("organization"))


def paying_changes(actor) -> list[PayingAccountChange]:
    """Changes of accounts to pay from that wait for a second person."""
    rows = PayingAccountChange.objects.visible_to(actor).filter(state="proposed")
    return list(rows.select_related("organization", "account__organization", "proposed_by"))


def left(batch: Batch) -> list[BatchLine]:
    """Lines that left it, with why."""
    rows = BatchLine.objects.within(batch.organization).filter(batch=batch, live=False)
    return list(rows.select_related("line__participation__practitioner__person", "line__payee"))


def entries(batch: Batch) -> list[BatchLine]:
    """Lines that are in it."""
    rows = BatchLine.objects.within(batch.organization).filter(batch=batch, live=True)
    return list(rows.select_related("line__participation__practitioner__person", "line__session", "line__payee", "instruction"))


def instructions(batch: Batch) -> list[Instruction]:
    """Its payments, without those that were left out."""
    rows = Instruction.objects.within(batch.organization).filter(batch=batch).exclude(state="dropped")
    return list(rows.select_related("payee", "account", "batch__paying_account"))


def tasks(organization, reference: str = "") -> list[Task]:
    """What finance has to do with its bank, about one batch or all."""
    rows = Task.objects.within(organization).open().filter(kind__startswith="payment:").order_by("due_on", "pk")
    return list(rows.filter(about=reference) if reference else rows)


def answers(actor) -> list[BankAnswer]:
    """Files of the bank that were taken."""
    return list(BankAnswer.objects.visible_to(actor).select_related("organization", "taken_by")[:50])


def waiting(organization) -> dict[str, int]:
    """How many batches wait for whom, by state, and `ready`: approved lines in none."""
    found = {}
    for state in Batch.objects.within(organization).filter(state__in=("open", "locked", "approved")).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found | {"ready": InvoiceLine.objects.within(organization).filter(state="approved").count()}
