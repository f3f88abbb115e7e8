"""What the bank is told to pay, in which file, and what it answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.money import Money
from network.transitions import step
from payments.models.batches import Batch
from payments.models.ledger import Kept
from payments.models.payees import BankAccount, Payee


class InstructionState(models.TextChoices):
    """What became of one payment."""

    PLANNED = "planned", _("Not sent yet")
    SENT = "sent", _("Sent to the bank")
    PAID = "paid", _("Paid")
    RETURNED = "returned", _("Came back")
    DROPPED = "dropped", _("Left out")


class Instruction(Stateful, TenantOwned):
    """One payment to one payee. `reference` is the end-to-end id: made before anything is sent, and never used again.

    `trace` is the number of its line in an American file, by which a return names it. `reason` is the bank's code of a
    rejection or return; `paid_on` the day it was booked, kept when it comes back later.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="instructions")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="instructions")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    reference = models.CharField(_("reference"), max_length=15)
    minor = models.BigIntegerField()
    trace = models.CharField(max_length=15, blank=True)
    state = StateField(max_length=10, choices=InstructionState, default=InstructionState.PLANNED)
    state_since = models.DateTimeField()
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    reason = models.CharField(max_length=10, blank=True)
    remittance = models.OneToOneField("network.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["organization", "trace"], name="instruction_by_trace"),
            models.Index(fields=["organization", "state"], name="instruction_by_state"),
        ]
        constraints = [
            states_constraint(InstructionState, "instruction_state_legal"),
            models.UniqueConstraint(fields=["organization", "reference"], name="instruction_reference_once"),
            models.UniqueConstraint(fields=["batch", "payee"], condition=~Q(state="dropped"), name="instruction_one_per_payee"),
            models.CheckConstraint(condition=Q(state="dropped") | Q(minor__gte=1), name="instruction_pays_something"),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_on__isnull=False), name="instruction_paid_on_a_day"),
        ]

    def __str__(self):
        return self.reference

    @property
    def amount(self) -> Money:
        """What it pays."""
        return Money(self.minor, self.batch.currency)

    @property
    def event_about(self) -> str:
        """Told on the batch's timeline."""
        return f"payments.batch:{self.batch_id}"

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("planned", "dropped", action=Action.RUN)
    def drop(self, *, actor, at):
        """Every line of it left the batch."""
        self._since(at)

    @step("planned", "sent", action=Action.RUN)
    def go(self, *, actor, at):
        """The file was written with it."""
        self._since(at)

    @step("sent", "paid", action=Action.RUN)
    def pay(self, *, actor, at, paid_on):
        """The bank booked it."""
        self._since(at, paid_on=paid_on)

    @step(["sent", "paid"], "returned", action=Action.RUN)
    def come_back(self, *, actor, at, reason):
        """The bank rejected it, or it came back."""
        self._since(at, reason=reason[:10])

    @step("returned", "paid", action=Action.RUN)
    def stand(self, *, actor, at, paid_on):
        """The bank says after all that it was paid."""
        self._since(at, paid_on=self.paid_on or paid_on)


class BankFile(Kept):
    """The one file of a batch, kept as it was written. What can be loaded down again are these bytes and no others."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="file")
    document = models.OneToOneField("network.Document", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    minor = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"file of batch {self.batch_id}"


class BankAnswer(Kept):
    """A file of the bank that was taken, whole: its own name, its bytes, how many payments it told of."""

    class Kind(models.TextChoices):
        """What it is."""

        REPORT = "report", _("Report on a file (pain.002)")
        STATEMENT = "statement", _("Statement (camt.053)")
        RETURNS = "returns", _("Returns (NACHA)")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(max_length=64)
    document = models.OneToOneField("network.Document", models.PROTECT, related_name="+")
    outcomes = models.PositiveIntegerField()
    others = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "sha256"], name="bankanswer_bytes_once"),
            models.UniqueConstraint(fields=["organization", "kind", "name"], name="bankanswer_name_once"),
        ]

    def __str__(self):
        return f"answer {self.name}"
