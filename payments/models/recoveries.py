"""What was paid and is no longer due: claimed back with notice, set off, paid back or written off, and closed when it is due again.

The glossary's *Recovery*; its class says of what, because accounts of people are recovered, too.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.money import Money
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments import guards_recoveries as guards
from payments.models.invoices import InvoiceLine
from payments.models.payees import Payee


class RecoveryState(models.TextChoices):
    """How far a recovery has come."""

    NOTICED = "noticed", _("Told to the therapist")
    PROPOSED = "proposed", _("Write-off waits for a second person")
    OFFSET = "offset", _("Set off")
    REPAID = "repaid", _("Paid back")
    WRITTEN_OFF = "written_off", _("Written off")
    CLOSED = "closed", _("Closed: the session counts again")


LIVE = ("noticed", "proposed", "offset", "repaid", "written_off")
PROPOSING = [guards.another_let_go, guards.gives_reason, guards.not_reserved, guards.not_own_money]
CONFIRMING = [guards.another_proposed, guards.not_own_money]


class RecoveryQuerySet(ScopedQuerySet):
    """Recoveries by what is left of them."""

    def owing(self):
        """Of which something may still be set off: a write-off that waits stops that."""
        return self.filter(state="noticed").order_by("opened_at", "pk")

    def giving(self):
        """Of which something goes back to the payee. What is left of one is set off first."""
        rows = self.filter(given_minor__gt=F("given_back_minor")).exclude(state__in=("noticed", "proposed"))
        return rows.order_by("opened_at", "pk")

    def for_days(self):
        """Those of lines whose day counts no more."""
        return self.filter(excess_of="")


class LineRecovery(Stateful, TenantOwned):
    """One paid line that counts no more, or what was paid too much. `returned_minor` came back so far by offset or repayment.

    `given_minor` goes back to the payee: what had come back when it closed, and what a payment that was booked after all kept
    beyond what was left. `given_back_minor` is what of that went with a payment. `excess_of` is the reference of the payment, or of
    the recovery that was given back, that paid too much; empty where the day of the line counts no more. `let_go_by` confirmed the
    write-off that stands: it is another write-off once somebody proposes one again, and then nobody.
    """

    practitioner_path = "line__participation__practitioner"

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="recoveries")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="recoveries")
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.IntegerField(_("net"))
    vat_minor = models.IntegerField(_("VAT"), default=0)
    returned_minor = models.PositiveIntegerField(default=0)
    written_off_minor = models.PositiveIntegerField(default=0)
    given_minor = models.PositiveIntegerField(default=0)
    given_back_minor = models.PositiveIntegerField(default=0)
    state = StateField(max_length=12, choices=RecoveryState, default=RecoveryState.NOTICED)
    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    excess_of = models.CharField(max_length=40, blank=True)
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    let_go_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(RecoveryQuerySet)()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["organization", "state", "opened_at"], name="recovery_by_state")]
        constraints = [
            states_constraint(RecoveryState, "linerecovery_state_legal"),
            models.UniqueConstraint(fields=["line"], condition=~Q(state="closed") & Q(excess_of=""), name="linerecovery_one_live"),
            models.CheckConstraint(
                condition=Q(returned_minor__lte=F("minor") + F("vat_minor") - F("written_off_minor")), name="linerecovery_within"
            ),
            models.CheckConstraint(condition=Q(given_back_minor__lte=F("given_minor")), name="linerecovery_gives_once"),
            models.CheckConstraint(
                condition=~Q(state="written_off")
                | Q(proposed_by__isnull=False, settled_by__isnull=False) & ~Q(proposed_by=F("settled_by")),
                name="linerecovery_two_people",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """What it is called."""
        return f"R-{self.pk:05d}"

    @property
    def event_about(self) -> str:
        """Told on the line's timeline."""
        return f"payments.invoiceline:{self.line_id}"

    @property
    def amount(self) -> Money:
        """What was paid in error, with its tax."""
        return Money(self.minor + self.vat_minor, self.currency)

    @property
    def left(self) -> Money:
        """What is still to come back."""
        return self.amount - Money(self.returned_minor + self.written_off_minor, self.currency)

    @property
    def to_give(self) -> int:
        """What is still to go back to the payee, in minor units."""
        return self.given_minor - self.given_back_minor

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("noticed", "offset", action=Action.RUN)
    def set_off(self, *, actor, at):
        """All of it came back with payments."""
        self._since(at)

    @step(("offset", "repaid", "written_off"), "noticed", action=Action.RUN)
    def undo_offset(self, *, actor, at):
        """A payment it was set off against came back: so much is to be recovered again."""
        self._since(at)

    @step("noticed", "repaid", action=Action.CHECK_LINES, guards=[guards.not_own_money])
    def repay(self, *, actor, at):
        """The payee paid back what was left."""
        self._since(at, settled_by_id=actor.person_id)

    @step("noticed", "proposed", action=Action.CHECK_LINES, guards=PROPOSING)
    def propose_write_off(self, *, actor, at, reason):
        """Somebody proposes not to claim what is left."""
        self._since(at, reason=reason[:300], proposed_by_id=actor.person_id, let_go_by_id=None)

    @step("proposed", "written_off", action=Action.APPROVE_LINES, guards=CONFIRMING)
    def confirm_write_off(self, *, actor, at):
        """A second person lets it go."""
        off = self.written_off_minor + self.left.minor
        self._since(at, settled_by_id=actor.person_id, let_go_by_id=actor.person_id, written_off_minor=off)

    @step("proposed", "noticed", action=Action.APPROVE_LINES, guards=[guards.gives_reason, guards.not_own_money])
    def refuse_write_off(self, *, actor, at, reason):
        """It is claimed after all."""
        self._since(at, reason=reason[:300])

    @step(LIVE, "closed", action=Action.RUN)
    def close(self, *, actor, at):
        """The session counts again, or its payment came back: what came back goes to the payee."""
        self._since(at, given_minor=self.given_minor + self.returned_minor)


class RecoveryOffset(TenantOwned):
    """What of one payment is kept for a recovery (above nothing), or goes back to the payee with it (below nothing).

    `source` is the payment's reference. It is only planned until the payment was sent (`taken_at`), and undone when it came back.
    """

    recovery = models.ForeignKey(LineRecovery, models.PROTECT, related_name="offsets")
    source = models.CharField(max_length=40)
    minor = models.IntegerField()
    planned_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organization", "source"], name="offset_by_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "source"], condition=Q(undone_at__isnull=True), name="offset_once_a_payment"
            ),
            models.CheckConstraint(condition=~Q(minor=0), name="offset_of_something"),
        ]

    def __str__(self):
        return f"{self.source} {self.minor}"
