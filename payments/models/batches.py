"""Batches: lines that leave together from one account of the organization, who made, approved and released them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.money import Money
from network.sealed import SealedField
from network.transitions import step
from payments import guards_batches as guards
from payments.guards_lines import gives_reason
from payments.models.invoices import InvoiceLine
from payments.models.payees import masked


class Rail(models.TextChoices):
    """By which file a bank is told to pay."""

    SEPA = "sepa", _("Euro transfer (SEPA)")
    ACH = "ach", _("American transfer (ACH)")


CURRENCIES = {Rail.SEPA: "EUR", Rail.ACH: "USD"}


class PayingAccount(TenantOwned):
    """An account the organization pays from, as its bank knows it. `code` is the BIC, or the bank's routing number.

    `number` is sealed at rest and bound to `fingerprint`, which finds an equal one: of number and code, see `payments.facts.accounts`.

    It begins, changes and ends by two persons (`PayingAccountChange`); from `ended_at` on no new batch is made from it.
    American banks give further numbers: `company_id` of who pays, `destination` and `origin` of the file, and want the file
    `balanced` by a debit of this account, or not.
    """

    rail = models.CharField(_("kind of transfer"), max_length=4, choices=Rail)
    currency = models.CharField(_("currency"), max_length=3)
    holder = models.CharField(_("name of the holder"), max_length=70)
    number = SealedField(_("account number"), longest=34, with_column="fingerprint")
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(_("code of the bank"), max_length=11, blank=True)
    bank = models.CharField(_("name of the bank"), max_length=23, blank=True)
    company_id = models.CharField(_("number of the company"), max_length=10, blank=True)
    destination = models.CharField(_("number of the receiver of files"), max_length=9, blank=True)
    origin = models.CharField(_("number of the sender of files"), max_length=10, blank=True)
    balanced = models.BooleanField(_("balanced by a debit"), default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "fingerprint"], name="payingaccount_once"),
            models.CheckConstraint(
                condition=Q(rail="sepa", currency="EUR") | Q(rail="ach", currency="USD"), name="payingaccount_rail_has_currency"
            ),
        ]

    def __str__(self):
        return f"paying account {self.masked}"

    @property
    def masked(self) -> str:
        """The last four signs."""
        return masked(self, "number") or "••••"


class BatchState(models.TextChoices):
    """How far a batch has come."""

    OPEN = "open", _("Being made")
    LOCKED = "locked", _("Waits for approval")
    APPROVED = "approved", _("Waits for release")
    RELEASED = "released", _("Released, being written")
    WRITTEN = "written", _("At the bank")
    SETTLED = "settled", _("Settled")
    CANCELED = "canceled", _("Canceled")


class Batch(Stateful, TenantOwned):
    """One paying account, one currency, one rail; `pays_on` is the day the bank is to pay (domain 5.10).

    From lock on `count` payments of `minor` in all are fixed, with the SHA-256 of the file they will be written as, made at
    `planned_at`: who approves and releases approves these bytes. American lines are numbered after `trace_after`.
    """

    reference = models.CharField(_("reference"), max_length=15)
    paying_account = models.ForeignKey(PayingAccount, models.PROTECT, related_name="batches")
    pays_on = models.DateField(_("day of payment"))
    state = StateField(max_length=10, choices=BatchState, default=BatchState.OPEN)
    state_since = models.DateTimeField()
    made_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    released_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    minor = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    modifier = models.CharField(max_length=1, default="A")
    trace_after = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(BatchState, "batch_state_legal"),
            models.UniqueConstraint(fields=["organization", "reference"], name="batch_reference_once"),
            models.CheckConstraint(condition=Q(released_by__isnull=True) | ~Q(released_by=F("made_by")), name="batch_two_people"),
            models.CheckConstraint(
                condition=~Q(state__in=["released", "written", "settled"]) | Q(released_by__isnull=False) & ~Q(sha256=""),
                name="batch_released_by_somebody",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def currency(self) -> str:
        """That of the account it is paid from."""
        return self.paying_account.currency

    @property
    def total(self) -> Money:
        """All its payments together, as fixed at lock."""
        return Money(self.minor, self.currency)

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("open", "locked", action=Action.MAKE_BATCH, guards=[guards.nobody_makes_twice, guards.has_payments, guards.day_is_ahead])
    def lock(self, *, actor, at):
        """Nothing is added or taken out any more: the file is fixed."""
        self._since(at, made_by_id=actor.person_id, reason="")

    @step("locked", "approved", action=Action.RELEASE_BATCH, guards=[guards.nobody_approves_twice, guards.has_payments])
    def approve(self, *, actor, at):
        """As many people as its amount asks for have approved it, none of whom made it."""
        self._since(at)

    @step("approved", "released", action=Action.RELEASE_BATCH, guards=guards.RELEASING)
    def release(self, *, actor, at, total):
        """It goes to the bank: the file is written by a job."""
        self._since(at, released_by_id=actor.person_id)

    @step(["locked", "approved", "released"], "locked", action=Action.RUN)
    def change(self, *, actor, at):
        """A line left it by itself: what was approved is another paper now."""
        self._since(at, released_by=None)

    @step(["locked", "approved", "released"], "open", action=Action.RELEASE_BATCH, guards=[gives_reason])
    def send_back(self, *, actor, at, reason):
        """Who should approve or release it gives it back with a reason, a released one as long as its file is not written."""
        self._since(at, reason=reason[:300], sha256="", released_by=None)

    @step(["open", "locked", "approved"], "canceled", action=Action.MAKE_BATCH, guards=[gives_reason])
    def cancel(self, *, actor, at, reason):
        """Nothing of it is paid; its lines are approved and in no batch."""
        self._since(at, reason=reason[:300])

    @step("released", "written", action=Action.RUN)
    def write(self, *, actor, at):
        """The file is kept and may go to the bank."""
        self._since(at)

    @step("written", "settled", action=Action.RUN)
    def settle(self, *, actor, at):
        """The bank has said of every payment what became of it."""
        self._since(at)


class BatchAct(TenantOwned):
    """Who did what to a batch, in order: what its four eyes are judged by; nobody's when a line left by itself."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    person = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.act} {self.batch_id}"


class BatchLine(TenantOwned):
    """A line in a batch. While it is `live` no other batch has it; afterwards `why` are the codes of what took it out."""

    practitioner_path = "line__participation__practitioner"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="entries")
    instruction = models.ForeignKey("payments.Instruction", models.PROTECT, null=True, blank=True, related_name="entries")
    minor = models.IntegerField()
    live = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    why = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(live=True), name="batchline_one_live"),
            models.UniqueConstraint(fields=["batch", "line"], name="batchline_once"),
        ]

    def __str__(self):
        return f"{self.line_id} in {self.batch_id}"
