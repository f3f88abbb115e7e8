"""A walk over money: lines, batches, the bank's answers, accounts of payees and recoveries, by people who may and people who may not.

Pressed twice now and then. After every move the whole is looked at: nothing is paid twice, nobody did both, and the ledger says the same.
"""

from collections import Counter
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from network.access import Forbidden, Role
from network.models import Event
from network.transitions import Refused
from network.workflow import holds
from network.workflow.revising import day_of
from payments.bank.accounts import iban_check_digits
from payments.facts import ledger
from payments.models import (
    Authorization,
    BankAccount,
    BankAnswer,
    BankFile,
    Batch,
    BatchLine,
    Instruction,
    Invoice,
    InvoiceLine,
    LedgerPosting,
    LineRecovery,
)
from payments.workflow import accounts, bank_files, batching, checking, invoicing, recovering, releasing, sessions
from payments.workflow.answers import take
from payments.workflow.rechecking import recheck
from tests.network.cast import staff
from tests.payments.paying import SEPA
from tests.payments.test_bank_answers import detail, entry, report, statement
from tests.payments.test_bank_answers import transaction as told

RATE = 9500
SEED = st.integers(0, 2**32 - 1)
WHY = "Seen and discussed."
LEAVES_SOMETHING = {"batch_empty", "lines_left"}  # what may not be paid has left all the same
MOVES = (
    "claim", "approve_line", "make", "take_out", "lock", "approve", "release", "write", "cancel", "send_back", "paid", "rejected",
    "returned", "stands", "again", "same_name", "hold", "hold", "void", "repay", "propose", "confirm", "refuse", "ask_account",
    "confirm_account", "refuse_account", "withdraw_account", "screen", "run",
)
NEXT = {"open": "lock", "locked": "approve", "approved": "release", "released": "write", "written": "paid"}
DUE = ("approved", "in_batch")


class MoneyWalk:
    """Two therapists who were paid for two sessions each; finance, approvers, one who is both, and a therapist who works in finance."""

    random = None

    def __init__(self, house):
        self.house, self.organization, self.at = house, house.organization, house.at(4)
        self.refusals, self.done, self.answers, self.held, self.numbers = Counter(), Counter(), [], {}, 0
        self.other = staff(house.organization, "Dora Penhallow", Role.FINANCE_APPROVER)
        self.both = staff(house.organization, "Cyril Ashdown", Role.FINANCE, Role.FINANCE_APPROVER)
        herself = staff(house.organization, "Wren Halloway-Staff", Role.FINANCE, Role.FINANCE_APPROVER)
        self.her = type(herself)(**{name: getattr(herself, name) for name in herself.__slots__} | {"person_id": house.herself.person_id})
        self.makers, self.approvers = (house.priya, self.both), (house.ben, self.other, self.both)
        self.everybody = (house.priya, house.ben, self.other, self.both, self.her)

    # ── Chance and people ────────────────────────────────────────────────────

    def deal(self):
        """One number is dealt and decides the moves that follow: so a walk stays long, and a failing one can be shortened."""
        self.random = Random(self.random.draw(SEED))  # noqa: S311  dice, not a secret

    def chance(self, share) -> bool:
        return self.random.random() < share

    def by(self, *sensible):
        """Mostly somebody who may, sometimes anybody."""
        return {"actor": self.random.choice(sensible if self.chance(0.8) else self.everybody), "at": self.at}

    def rows(self, model, *states):
        rows = model.objects.within(self.organization).order_by("pk")
        return rows.filter(state__in=states) if states else rows

    def one(self, model, *states, related=("organization",)):
        """One in these states, now and then one in any; None without any."""
        found = list((self.rows(model, *states) if self.chance(0.85) else self.rows(model)).select_related(*related))[-5:]
        return self.random.choice(found) if found else None

    def newest(self) -> int:
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def day(self, days=0):
        return day_of(self.organization, self.at) + timedelta(days=days)

    def reason(self):
        return self.random.choice((WHY, WHY, WHY, " "))

    def try_it(self, act, *args, untouched=True, **kwargs):
        """Once, or pressed twice: the second time changes nothing. What is refused leaves everything as it was."""
        for _ in range(1 + self.chance(0.2)):
            before = self.newest(), LedgerPosting.objects.within(self.organization).count()
            try:
                act(*args, **kwargs)
            except (Refused, Forbidden) as problem:
                codes = set(problem.codes) if isinstance(problem, Refused) else {"forbidden"}
                self.refusals.update(codes)
                after = self.newest(), LedgerPosting.objects.within(self.organization).count()
                assert after == before or codes & LEAVES_SOMETHING or not untouched, (act.__name__, codes)

    # ── Moves ────────────────────────────────────────────────────────────────

    def sets_out(self):
        """Most walks begin with somebody whose paid sessions count no more."""
        self.deal()
        self.at += timedelta(hours=1)
        if self.random.randrange(4):
            self.hold(days=9)

    def moves_on(self):
        """Four moves of one number; what must hold is looked at after each, by whoever deals after the last."""
        self.deal()
        for _ in range(3):
            self.move()
            self.looks()
        self.move()

    def move(self):
        """What brings the newest batch on, or the move that was made least so far, or any."""
        self.at += timedelta(hours=self.random.choice((1, 1, 1, 1, 1, 5, 5, 9, 49)))
        if self.chance(0.45):
            name = self.onward()
        else:
            least = min(self.done[name] for name in MOVES)
            name = self.random.choice([name for name in MOVES if self.done[name] == least] if self.chance(0.6) else MOVES)
        self.done[name] += 1
        getattr(self, name)()

    def onward(self):
        if self.rows(LineRecovery, "proposed").exists() and self.chance(0.3):
            return self.random.choice(("confirm", "refuse"))
        if self.rows(LineRecovery, "noticed").exists() and self.chance(0.1):
            return self.random.choice(("propose", "repay"))
        batch = self.rows(Batch, *NEXT).last()
        if batch is not None:
            late = batch.pays_on < self.day() and batch.state in ("open", "locked", "approved")
            return "cancel" if late else NEXT[batch.state]
        if self.rows(InvoiceLine, "approved").exists():
            return "make"
        return "approve_line" if self.rows(InvoiceLine, "matched").exists() else "claim"

    def batch(self, *states):
        return self.one(Batch, *states, related=("organization", "paying_account"))

    def claim(self):
        """She reports one session or two, sends them in, and they are checked."""
        participation, herself, _payee, authorization = self.random.choice(self.house.her)
        for _ in range(self.random.choice((1, 2))):
            given = {"day": self.day(-self.random.choice((0, 0, 0, *range(12)))), "mode": "in_person", "actor": herself, "at": self.at}
            self.try_it(sessions.log, Authorization.objects.within(self.organization).get(pk=authorization.pk), **given)
        invoice = Invoice.objects.within(self.organization).filter(participation=participation, state="draft").first()
        if invoice is not None:
            self.try_it(invoicing.send, invoice, actor=herself, at=self.at)
            checking.check_invoice(invoice, at=self.at)

    def approve_line(self):
        if (line := self.one(InvoiceLine, "matched")) is not None:
            self.try_it(checking.approve, line, untouched=False, **self.by(*self.approvers))

    def make(self):
        if not self.rows(InvoiceLine, "approved").exists() and self.chance(0.9):
            return
        self.try_it(batching.make, self.house.account, pays_on=self.day(self.random.choice((9, 9, 9, 3, -1))), **self.by(*self.makers))

    def take_out(self):
        rows = list(BatchLine.objects.within(self.organization).filter(batch__state="open").select_related(*batching.WITH_BATCH))
        if rows:
            self.try_it(batching.take_out, self.random.choice(rows), reason=self.reason(), **self.by(*self.makers))

    def lock(self):
        if (batch := self.batch("open")) is not None:
            self.try_it(releasing.lock, batch, **self.by(*self.makers))

    def approve(self):
        if (batch := self.batch("locked")) is not None:
            if self.chance(0.15):
                self.hold(days=13)  # somebody in it is suspended before it is approved
            seen = self.random.choice((batch.sha256, batch.sha256, "", "0" * 64))
            self.try_it(releasing.approve, batch, seen=seen, **self.by(*self.approvers))

    def release(self):
        if (batch := self.batch("approved")) is not None:
            total = batch.minor + self.random.choice((0, 0, 0, 9))
            self.try_it(releasing.release, batch, total=total, seen=batch.sha256, **self.by(*self.approvers))

    def write(self):
        if (batch := self.batch("released")) is not None:
            self.try_it(bank_files.write, batch, at=self.at)

    def cancel(self):
        if (batch := self.batch("open", "locked", "approved")) is not None:
            self.try_it(batching.cancel, batch, reason=self.reason(), **self.by(*self.makers))

    def send_back(self):
        if (batch := self.batch("locked", "approved")) is not None:
            self.try_it(releasing.send_back, batch, reason=self.reason(), **self.by(*self.approvers))

    def run(self):
        """A whole payment run by those who may, of two sessions; nobody waits in between."""
        participation, herself, _payee, authorization = self.random.choice(self.house.her)
        self.over(participation.pk)
        for day in (-1, 0):
            row = Authorization.objects.within(self.organization).get(pk=authorization.pk)
            self.try_it(sessions.log, row, day=self.day(day), mode="in_person", actor=herself, at=self.at)
        self.screen()
        for invoice in Invoice.objects.within(self.organization).filter(participation=participation, state="draft"):
            self.try_it(invoicing.send, invoice, actor=herself, at=self.at)
            checking.check_invoice(invoice, at=self.at)
        ben = {"actor": self.house.ben, "at": self.at}
        for line in self.rows(InvoiceLine, "matched").select_related("organization"):
            self.try_it(checking.approve, line, untouched=False, **ben)
        self.try_it(batching.make, self.house.account, pays_on=self.day(9), actor=self.house.priya, at=self.at)
        batch = self.rows(Batch, "open").select_related("organization", "paying_account").last()
        if batch is not None:
            self.try_it(releasing.lock, batch, actor=self.house.priya, at=self.at)
            self.try_it(releasing.approve, batch, **ben)
            self.try_it(releasing.release, batch, total=batch.minor, **ben)
            self.try_it(bank_files.write, batch, at=self.at)

    # ── The bank ─────────────────────────────────────────────────────────────

    def payment(self, *states):
        found = list(self.rows(Instruction, *states).select_related("batch"))[-4:]
        return self.random.choice(found) if found else None

    def answered(self, content):
        self.answers.append(content)
        self.try_it(take, content, organization=self.organization, **self.by(*self.makers))

    def booked(self, row, sign="DBIT", reason=""):
        """A statement with one payment of ours."""
        self.numbers += 1
        sum_of = f"{row.minor // 100}.{row.minor % 100:02d}"
        whole = statement(entry(detail(row.reference, sum_of, reason=reason), amount=sum_of, sign=sign), account=SEPA["number"])
        named = whole.replace(b"ST-1", f"ST-{self.numbers}".encode())
        self.answered(named.replace(b"<Sts>", f"<BookgDt><Dt>{self.day()}</Dt></BookgDt><Sts>".encode()))

    def paid(self):
        if (row := self.payment("sent")) is not None:
            self.booked(row)

    def stands(self):
        """What the bank rejected is booked after all."""
        found = list(self.rows(Instruction, "returned").filter(paid_on=None))
        if found:
            self.booked(self.random.choice(found))

    def returned(self):
        if self.chance(0.5) and (row := self.payment("paid")) is not None:
            self.booked(row, sign="CRDT", reason="AC04")

    def rejected(self):
        if (row := self.payment("sent")) is not None:
            self.numbers += 1
            content = report(told(row.reference), message=row.batch.reference).replace(b"HB-B-0007", row.batch.reference.encode())
            self.answered(content.replace(b"BANK-1", f"BANK-{self.numbers}".encode()))

    def again(self):
        """The same file once more: nothing changes."""
        if not self.answers:
            return
        content, before = self.random.choice(self.answers), self.newest()
        known = BankAnswer.objects.within(self.organization).count()
        self.try_it(take, content, organization=self.organization, **self.by(*self.makers))
        assert BankAnswer.objects.within(self.organization).count() > known or self.newest() == before

    def same_name(self):
        """Another content under a name that was taken."""
        if self.answers:
            content = self.random.choice(self.answers) + b"\n"
            self.try_it(take, content, organization=self.organization, **self.by(*self.makers))

    # ── Standing and recoveries ──────────────────────────────────────────────

    def hold(self, days=None):
        fixed = BatchLine.objects.within(self.organization).filter(live=True, batch__state__in=("locked", "approved"))
        in_fixed = set(fixed.values_list("line__participation", flat=True)) - set(self.held)
        everybody = [row[0] for row in self.house.her]
        waiting = [row for row in everybody if row.pk in in_fixed]
        participation = self.random.choice(waiting if waiting and self.chance(0.8) else everybody)
        if participation.pk not in self.held:
            self.held[participation.pk] = holds.open_hold(
                participation=participation, reason="license", first=self.day(-(days or self.random.choice((9, 7, 3, 0)))),
                comment="Suspended.", actor=self.house.maya, at=self.at,
            )
            recheck(participation_id=participation.pk, at=self.at)

    def void(self):
        """The board was wrong, or the suspension is over and its days stay."""
        for pk in list(self.held)[: self.random.randrange(3)]:
            if self.chance(0.6):
                self.over(pk)
            else:
                held = self.held.pop(pk)
                holds.void_hold(hold=held, reason="The board was wrong.", actor=self.house.ines, at=self.at)
                recheck(participation_id=pk, at=self.at)

    def over(self, pk):
        """The suspension of one participation has ended, the days before count no more than they did."""
        if (held := self.held.pop(pk, None)) is not None:
            last = max(held.first, self.day(-2))
            holds.end_hold(hold=held, last=last, reason="Reinstated.", actor=self.house.ines, at=self.at)
            recheck(participation_id=pk, at=self.at)

    def recovery(self, *states):
        return self.one(LineRecovery, *states, related=("organization", "line", "payee"))

    def repay(self):
        if (row := self.recovery("noticed")) is not None:
            minor = self.random.choice((row.left.minor, 2000, 0, RATE + 1))
            self.try_it(recovering.repay, row, minor=minor, **self.by(*self.makers))

    def propose(self):
        if (row := self.recovery("noticed")) is not None:
            self.try_it(recovering.propose_write_off, row, reason=self.reason(), **self.by(*self.makers))

    def confirm(self):
        if (row := self.recovery("proposed")) is not None:
            self.try_it(recovering.confirm_write_off, row, **self.by(*self.approvers))

    def refuse(self):
        if (row := self.recovery("proposed")) is not None:
            self.try_it(recovering.refuse_write_off, row, reason=self.reason(), **self.by(*self.approvers))

    # ── Accounts of payees ───────────────────────────────────────────────────

    def ask_account(self):
        participation, herself, payee, _authorization = self.random.choice(self.house.her)
        self.numbers += 1
        own = f"INGB{self.numbers:010d}"
        number = f"NL{iban_check_digits('NL', own)}{own}" if self.chance(0.9) else "NL00INGB0001234567"
        proved = self.at - timedelta(minutes=self.random.choice((1, 1, 6)))
        self.try_it(
            accounts.request, payee, holder="Account Holder", number=number, participation=participation, reauthenticated_at=proved,
            actor=herself, at=self.at,
        )

    def account(self):
        return self.one(BankAccount, "requested", related=("organization", "payee", "participation"))

    def confirm_account(self):
        if (row := self.account()) is not None:
            called = self.random.choice(("+1 555 0154", "+1 555 0154", ""))
            self.try_it(accounts.confirm, row, called=called, note="Called.", **self.by(*self.makers, *self.approvers))

    def refuse_account(self):
        if (row := self.account()) is not None:
            self.try_it(accounts.refuse, row, reason=self.reason(), **self.by(*self.makers, *self.approvers))

    def withdraw_account(self):
        if (row := self.account()) is not None:
            herself = next(person for part, person, _payee, _authorization in self.house.her if part.pk == row.participation_id)
            self.try_it(accounts.withdraw, row, **self.by(herself))

    def screen(self):
        for participation, *_rest in self.house.her:
            self.house.screen(participation.practitioner, self.at)

    # ── What must hold ───────────────────────────────────────────────────────

    def holds(self):
        """All of it, with every entry of the ledger added up again."""
        self.looks()
        assert ledger.unbalanced(self.organization) == []
        assert ledger.kept_sums(self.organization) == ledger.added_again(self.organization)

    def looks(self):
        self.each_session_is_paid_once()
        self.nobody_did_both()
        self.nothing_beyond_what_was_authorized()
        self.the_ledger_says_the_same()

    def each_session_is_paid_once(self):
        live = list(BatchLine.objects.within(self.organization).filter(live=True).select_related("instruction"))
        inside = {row.line_id: row for row in live}
        assert len(inside) == len(live)
        claimed = Counter()
        for line in self.rows(InvoiceLine):
            assert (line.state in ("in_batch", "sent", "paid")) is (line.pk in inside), line.state
            assert line.state not in ("sent", "paid") or inside[line.pk].instruction.state == line.state
            claimed[line.session_id] += line.state not in ("withdrawn", "declined")
        assert max(claimed.values()) == 1
        files = {row.batch_id: row.minor for row in BankFile.objects.within(self.organization)}
        for batch in self.rows(Batch).prefetch_related("instructions"):
            left = [row for row in batch.instructions.all() if row.state != "dropped"]
            if batch.state not in ("open", "canceled"):
                assert (batch.count, batch.minor) == (len(left), sum(row.minor for row in left))
            assert files.get(batch.pk) == (batch.minor if batch.state in ("written", "settled") else None)

    def nobody_did_both(self):
        paying_her = set(BatchLine.objects.within(self.organization).filter(
            live=True, line__participation=self.house.her[0][0]
        ).values_list("batch", flat=True))
        for batch in self.rows(Batch).prefetch_related("acts"):
            did = {name: {act.person_id for act in batch.acts.all() if act.act == name and act.person_id} for name in ACTS}
            assert not did["make_batch"] & (did["approve_batch"] | did["release_batch"])
            assert batch.state not in ("released", "written", "settled") or all(did.values())
            assert batch.pk not in paying_her or self.her.person_id not in set().union(*did.values())
        for row in self.rows(BankAccount, "confirmed"):
            assert row.requested_by_id != row.settled_by_id and row.called
        for row in self.rows(LineRecovery, "written_off"):
            assert row.proposed_by_id != row.settled_by_id

    def nothing_beyond_what_was_authorized(self):
        for row in self.rows(Authorization):
            lines = InvoiceLine.objects.within(self.organization).filter(session__authorization=row)
            claimed = sum(line.total.minor for line in lines.exclude(state__in=("withdrawn", "declined")))
            assert claimed <= row.used * RATE <= row.units * RATE

    def the_ledger_says_the_same(self):
        found = {account: minor for (account, _currency), minor in ledger.balances(self.organization).items()}
        rows = list(self.rows(LineRecovery))
        due = sum(line.total.minor for line in self.rows(InvoiceLine, *DUE))
        due += sum(row.given_minor - row.given_back_minor for row in rows)
        under_way = sum(row.minor for row in self.rows(Instruction, "sent"))
        left = sum(row.left.minor for row in rows if row.state != "closed")
        said = (-found.get("payable", 0), -found.get("in_transit", 0), found.get("recoverable", 0))
        assert said == (due, under_way, left)


ACTS = ("make_batch", "approve_batch", "release_batch")
