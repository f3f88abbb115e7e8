"""Invoices that build themselves, and their lines: one claim for one session each. A line that was sent is never edited, but
taken back by her until finance took it up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Participation
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.money import Money
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments import guards_lines as guards
from payments.guards_exceptions import nothing_waits
from payments.models.payees import Payee
from payments.models.sessions import Session
from payments.models.terms import FeeSchedule, Unit


class InvoiceState(models.TextChoices):
    """An invoice is filled until it is sent."""

    DRAFT = "draft", _("Being filled")
    SENT = "sent", _("Sent")


class Invoice(Stateful, TenantOwned):
    """What one therapist claims through one payee, written by the organization in the payee's name and number series."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="invoices")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="invoices")
    number = models.CharField(_("number"), max_length=24, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    state = StateField(max_length=10, choices=InvoiceState, default=InvoiceState.DRAFT)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            states_constraint(InvoiceState, "invoice_state_legal"),
            models.UniqueConstraint(fields=["payee", "number"], condition=~Q(number=""), name="invoice_number_once"),
            models.UniqueConstraint(fields=["participation", "payee"], condition=Q(state="draft"), name="invoice_one_filled"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(number="") & Q(sent_at__isnull=False), name="invoice_sent_has_number"),
        ]

    def __str__(self):
        return self.number or f"invoice {self.pk}"

    @step("draft", "sent", action=Action.LOG_SESSION, guards=[guards.has_lines])
    def send(self, *, actor, at, number):
        """She sends it: it gets its number, and its lines are claimed."""
        self.number, self.sent_at = number, at


class LineState(models.TextChoices):
    """Where a line stands. *Held* is derived from standing."""

    DRAFT = "draft", _("Draft")
    WITHDRAWN = "withdrawn", _("Taken back")
    SUBMITTED = "submitted", _("Sent in")
    MATCHED = "matched", _("Matches")
    EXCEPTION = "exception", _("To check")
    APPROVED = "approved", _("Approved")
    IN_BATCH = "in_batch", _("In a batch")
    SENT = "sent", _("Sent to the bank")
    PAID = "paid", _("Paid")
    DECLINED = "declined", _("Declined")
    DISPUTED = "disputed", _("Disputed")


APPROVING = [guards.nobody_twice, guards.not_own_money, guards.nothing_stops, nothing_waits]
DECIDING = [guards.gives_reason, guards.nobody_decides_twice, guards.not_own_money]
DISPUTING = [guards.gives_reason, guards.in_time_to_dispute, guards.not_reported_anew]
DECLINING = [guards.gives_reason, guards.nobody_declines_twice, guards.not_own_money]
CLAIMED = ("submitted", "matched", "exception", "approved", "in_batch", "sent", "paid", "disputed")


class LineQuerySet(ScopedQuerySet):
    """Lines by what they claim."""

    def counting(self):
        """Those others are compared with: claimed and not declined."""
        return self.filter(state__in=CLAIMED)


class InvoiceLine(Stateful, TenantOwned):
    """One claim: `minor` net and `vat_minor` on it, whole minor units, by the schedule of the session's day.

    `position` is the organization's count of lines: of two that exclude each other the later stops. `stops` are the codes
    found when it was checked last; `waived` the keys of stops two people let pass. `claimed_minor` and
    `claimed_vat_minor` are what was sent: what the invoice goes on to say. `paid_unit` and `paid_units`: what is paid where
    that was corrected. `expected_why`: why the day of payment was moved last.
    """

    practitioner_path = "participation__practitioner"

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    schedule = models.ForeignKey(FeeSchedule, models.PROTECT, related_name="+")
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.IntegerField(_("net"))
    vat_minor = models.IntegerField(_("VAT"), default=0)
    claimed_minor = models.IntegerField(_("claimed"))
    claimed_vat_minor = models.IntegerField(default=0)
    state = StateField(max_length=10, choices=LineState, default=LineState.DRAFT)
    state_since = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    stops = models.JSONField(default=list, blank=True)
    waived = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    expected_why = models.CharField(max_length=300, blank=True)
    paid_unit = models.CharField(max_length=10, choices=Unit, blank=True)
    paid_units = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScopedManager.from_queryset(LineQuerySet)()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["organization", "state", "position"], name="line_by_state")]
        constraints = [
            states_constraint(LineState, "line_state_legal"),
            models.UniqueConstraint(fields=["organization", "position"], name="line_position_once"),
            models.UniqueConstraint(fields=["session"], condition=~Q(state="withdrawn"), name="line_one_per_session"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """What it is called."""
        return f"L-{self.position:05d}"

    @property
    def unit(self) -> str:
        """What is paid a unit of: the session's own until it is corrected."""
        return self.paid_unit or self.session.unit

    @property
    def units(self) -> int:
        """How many are paid: the session's own until it is corrected."""
        return self.session.units if self.paid_units is None else self.paid_units

    @property
    def net(self) -> Money:
        """Without tax."""
        return Money(self.minor, self.currency)

    @property
    def vat(self) -> Money:
        """The tax."""
        return Money(self.vat_minor, self.currency)

    @property
    def total(self) -> Money:
        """What is paid."""
        return self.net + self.vat

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("draft", "submitted", action=Action.LOG_SESSION)
    def submit(self, *, actor, at, expected_on):
        """She sends it in, and reads when it will be paid."""
        self._since(at, submitted_at=at, expected_on=expected_on)

    @step(["draft", "submitted", "matched", "exception"], "withdrawn", action=Action.LOG_SESSION, guards=[guards.not_taken_up])
    def withdraw(self, *, actor, at):
        """She takes the session back, while no person of finance has it in hand."""
        self._since(at)

    @step(["submitted", "exception", "approved"], "matched", action=Action.RUN)
    def match(self, *, actor, at):
        """Nothing stands against it; an approval given before a change is void."""
        self._since(at)

    @step(["submitted", "matched", "approved"], "exception", action=Action.RUN)
    def stop(self, *, actor, at):
        """Something stands against it."""
        self._since(at)

    @step("matched", "approved", action=Action.APPROVE_LINES, guards=APPROVING)
    def approve(self, *, actor, at, **inputs):
        """A person who neither entered, changed nor resolved it approves it."""
        self._since(at)

    @step("approved", "in_batch", action=Action.RUN)
    def put_in(self, *, actor, at):
        """Somebody made a batch with it."""
        self._since(at)

    @step("in_batch", "approved", action=Action.RUN)
    def leave(self, *, actor, at):
        """It is out of its batch again: nothing of it went to the bank."""
        self._since(at)

    @step("in_batch", "sent", action=Action.RUN)
    def go(self, *, actor, at):
        """The bank's file was written with it."""
        self._since(at)

    @step("sent", "paid", action=Action.RUN)
    def pay(self, *, actor, at):
        """The bank says that the payment it is in was booked."""
        self._since(at)

    @step(["sent", "paid"], "approved", action=Action.RUN)
    def come_back(self, *, actor, at):
        """The bank rejected or returned its payment: it is due again, under a new payment."""
        self._since(at)

    @step("approved", "paid", action=Action.RUN)
    def stand(self, *, actor, at):
        """The bank says after all that the payment it was in stands."""
        self._since(at)

    @step(["exception", "matched"], "declined", action=Action.CHECK_LINES, guards=DECLINING)
    def decline(self, *, actor, at, reason, **inputs):
        """It is not paid, for this reason; she may dispute it. What was let pass before falls away (payments.duties.VOIDS)."""
        self._since(at, reason=reason[:300], waived=[])

    @step("declined", "disputed", action=Action.LOG_SESSION, guards=DISPUTING)
    def dispute(self, *, actor, at, reason, **inputs):
        """She says why it should be paid."""
        self._since(at, reason=reason[:300])

    @step("disputed", "declined", action=Action.APPROVE_LINES, guards=DECIDING)
    def uphold(self, *, actor, at, reason, **inputs):
        """Another person than who declined it stays with that."""
        self._since(at, reason=reason[:300])

    @step("disputed", "submitted", action=Action.APPROVE_LINES, guards=DECIDING)
    def overturn(self, *, actor, at, reason, **inputs):
        """Another person than who declined it lets it be checked anew."""
        self._since(at, reason=reason[:300])


class LineAct(TenantOwned):
    """Who did what to a line, in order: what the four eyes are judged by (payments.duties), by natural person.

    `voided_at`: an approval that fell away because something came to stand against the line.
    """

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.act} {self.line_id}"
