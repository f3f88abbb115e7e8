"""The ledger's rows: what each event posted, written once, in periods that close, and what every account adds up to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.models.events import AppendOnly
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments import guards_ledger as guards
from payments.models.payees import Payee


class Account(models.TextChoices):
    """What each account of the ledger is called; the codes of `payments.postings.Account`."""

    CARE = "care", _("Cost of sessions")
    VAT = "vat", _("VAT on sessions")
    ACCRUED = "accrued", _("Sessions not yet approved")
    PAYABLE = "payable", _("Approved and unpaid")
    IN_TRANSIT = "in_transit", _("On its way to the bank")
    BANK = "bank", _("Bank")
    RECOVERABLE = "recoverable", _("To be recovered")
    WRITTEN_OFF = "written_off", _("Written off")


class PostingEvent(models.TextChoices):
    """What each posting is called; the codes of `payments.postings.Event`."""

    ACCRUED = "accrued", _("Session reported")
    ACCRUAL_REVERSED = "accrual_reversed", _("Session not due")
    APPROVED = "approved", _("Line approved")
    APPROVAL_VOIDED = "approval_voided", _("Approval void")
    SENT = "sent", _("Handed to the bank")
    SETTLED = "settled", _("Paid by the bank")
    RETURNED = "returned", _("Sent back by the bank")
    RECOVERY_OPENED = "recovery_opened", _("Recovery opened")
    RECOVERY_CLOSED = "recovery_closed", _("Recovery closed")
    OFFSET = "offset", _("Set off against a payment")
    OFFSET_GIVEN_BACK = "offset_given_back", _("Given back")
    REPAID = "repaid", _("Paid back")
    WRITTEN_OFF = "written_off", _("Written off")
    WRITE_OFF_REVERSED = "write_off_reversed", _("Write-off undone")


class KeptQuerySet(ScopedQuerySet):
    """Rows that are created and then only read."""

    def update(self, **kwargs):
        """Never."""
        raise AppendOnly(f"{self.model.__name__} is never changed.")

    def delete(self):
        """Never."""
        raise AppendOnly(f"{self.model.__name__} is never deleted.")

    update.alters_data = delete.alters_data = True


class Kept(TenantOwned):
    """A row that is written once; database triggers refuse again what the model refuses (network.triggers)."""

    written_once = True
    objects = ScopedManager.from_queryset(KeptQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Only ever an insert."""
        if self.pk is not None:
            raise AppendOnly(f"{type(self).__name__} is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Never."""
        raise AppendOnly(f"{type(self).__name__} is never deleted.")


class PeriodState(models.TextChoices):
    """A period takes postings until it is closed, for good."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class LedgerPeriod(Stateful, TenantOwned):
    """One month of an organization's ledger, `first` through `last`, in its own days. Closed, it takes nothing any more."""

    key = models.CharField(_("period"), max_length=7)
    first = models.DateField()
    last = models.DateField()
    state = StateField(max_length=10, choices=PeriodState, default=PeriodState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-first"]
        constraints = [
            states_constraint(PeriodState, "ledgerperiod_state_legal"),
            models.UniqueConstraint(fields=["organization", "key"], name="ledgerperiod_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledgerperiod_days_in_order"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
                name="ledgerperiod_closed_by_somebody",
            ),
        ]

    def __str__(self):
        return self.key

    @step("open", "closed", action=Action.CLOSE_PERIOD, guards=[guards.gives_reason, guards.is_over, guards.earlier_closed])
    def close(self, *, actor, at, reason):
        """Nothing more is posted to it: what comes late goes to the open one and keeps its own day."""
        self.closed_at, self.closed_by_id = at, actor.person_id


class LedgerPosting(Kept):
    """What one event posted. `day` is the event's own, `booked_on` the day the ledger shows, within the period.

    `source` names what it traces to, `sequence` counts how often this event befell it; `subject` is the row, where there is
    one (`app.model:pk`), `payee` whose money it is. `width` is the number of entries: with the last of them it balances, or it is refused.
    """

    period = models.ForeignKey(LedgerPeriod, models.PROTECT, related_name="postings")
    event = models.CharField(max_length=20, choices=PostingEvent)
    day = models.DateField()
    booked_on = models.DateField()
    source = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField(default=1)
    subject = models.CharField(max_length=80, blank=True)
    payee = models.ForeignKey(Payee, models.PROTECT, null=True, blank=True, related_name="+")
    width = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organization", "source"], name="posting_by_source"),
            models.Index(fields=["organization", "period", "id"], name="posting_by_period"),
            models.Index(fields=["organization", "subject"], name="posting_by_subject"),
            models.Index(fields=["organization", "event", "day"], name="posting_by_event"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "event", "source", "sequence"], name="posting_once"),
            models.CheckConstraint(condition=Q(event__in=PostingEvent.values), name="posting_event_legal"),
            models.CheckConstraint(condition=Q(width__gte=2) & Q(sequence__gte=1), name="posting_has_two_sides"),
            models.CheckConstraint(condition=~Q(source=""), name="posting_traces_to_something"),
        ]

    def __str__(self):
        return f"{self.event} {self.source}"


class LedgerEntry(Kept):
    """One side of a posting in whole minor units: debit above nothing, credit below. `position` counts from 1 to the width."""

    posting = models.ForeignKey(LedgerPosting, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=20, choices=Account)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()

    class Meta:
        ordering = ["posting", "position"]
        indexes = [models.Index(fields=["organization", "account", "currency", "posting"], name="entry_by_account")]
        constraints = [
            models.UniqueConstraint(fields=["posting", "position"], name="entry_position_once"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="entry_account_legal"),
            models.CheckConstraint(condition=~Q(minor=0), name="entry_of_something"),
        ]

    def __str__(self):
        return f"{self.account} {self.minor} {self.currency}"


class LedgerBalance(TenantOwned):
    """What an account moved by in a period, kept with every posting in its transaction: a balance never reads the ledger."""

    period = models.ForeignKey(LedgerPeriod, models.PROTECT, related_name="balances")
    account = models.CharField(max_length=20, choices=Account)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["period", "account", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "account", "currency", "period"], name="ledgerbalance_once"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="ledgerbalance_account_legal"),
        ]

    def __str__(self):
        return f"{self.account} {self.minor} {self.currency}"


class AccountMapping(TenantOwned):
    """What an account of the ledger is called in the organization's own bookkeeping: the number its export says."""

    account = models.CharField(_("account"), max_length=20, choices=Account)
    code = models.CharField(_("number in the bookkeeping"), max_length=20, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["account"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "account"], name="accountmapping_once"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="accountmapping_legal"),
        ]

    def __str__(self):
        return f"{self.account} {self.code}"
