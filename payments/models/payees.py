"""Who is paid for a therapist's sessions, and onto which account: the change of an account is a machine of its own."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Participation
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.sealed import SealedField, SealError
from network.transitions import step
from payments.guards_accounts import another_asked_for_it, called_back, gives_reason, not_her_own_money, still_waits


def masked(row, name: str) -> str:
    """The last four signs of a sealed number; nothing where there is none, and of one that is hardly longer."""
    try:
        number = getattr(row, name)
    except SealError:
        return "••••"  # without the key nobody reads as much as that
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••" if number else ""


class Payee(TenantOwned):
    """A person or a group practice, as tax authority and bank know it. Invoices are written in its name, in its own series.

    `tax_form_on`: the day the tax form came (domain 2.9: W-9 before the first payment). Which VAT counts for it stands in
    `VatPosition`. The tax number is sealed at rest; by `tax_mark` (see `payments.facts.accounts.tax_mark`) payees with one number
    are found without opening it.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PERSON = "person", _("Person")
        GROUP = "group", _("Group practice")

    class TaxClass(models.TextChoices):
        """How it is taxed."""

        INDIVIDUAL = "individual", _("Individual or sole proprietor")
        COMPANY = "company", _("Company")
        NONPROFIT = "nonprofit", _("Exempt organization")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("legal name"), max_length=140)
    tax_class = models.CharField(_("taxed as"), max_length=20, choices=TaxClass, default=TaxClass.INDIVIDUAL)
    tax_id = SealedField(_("tax number"), longest=40, blank=True, with_column="series")
    tax_mark = models.CharField(max_length=64, blank=True)
    tax_form_on = models.DateField(_("tax form came on"), null=True, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    series = models.CharField(_("number series"), max_length=12)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "series"], name="payee_series_once"),
        ]

    def __str__(self):
        return f"payee {self.series}"

    @property
    def masked_tax(self) -> str:
        """The last four signs of the tax number; nobody reads the whole of it without leaving a record."""
        return masked(self, "tax_id")


class PayeeLink(TenantOwned):
    """From `first` through `last` (none: until further notice) sessions of this participation are paid to the payee."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="payee_links")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="links")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="payeelink_days_in_order"),
            models.UniqueConstraint(fields=["participation", "first"], name="payeelink_one_begins_a_day"),
            models.UniqueConstraint(fields=["participation"], condition=Q(last__isnull=True), name="payeelink_one_open"),
        ]

    def __str__(self):
        return f"{self.participation_id} → {self.payee_id} {self.first}"


class AccountState(models.TextChoices):
    """Where an account stands. Which confirmed one is paid follows from the hours they waited."""

    REQUESTED = "requested", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


STOPPABLE = ("requested", "confirmed")  # a confirmed one while its hours are not over: that is what they are for


class Holding(models.TextChoices):
    """The kind of an American account: its bank wants another transaction code for each (`payments.bank.nacha.CODES`)."""

    CHECKING = "checking", _("Checking account")
    SAVINGS = "savings", _("Savings account")


class AccountQuerySet(ScopedQuerySet):
    """Accounts by instant."""

    def usable(self, at):
        """Confirmed ones whose wait is over at `at`, the newest first: the first of them is paid."""
        return self.filter(state="confirmed", usable_from__lte=at).order_by("-usable_from", "-pk")

    def pending(self, at):
        """Changes that are asked for, or confirmed and still waiting at `at`."""
        return self.filter(Q(state="requested") | Q(state="confirmed", usable_from__gt=at))


class BankAccount(Stateful, TenantOwned):
    """An account a payee asks to be paid on (safety A9): asked for, told to the old address, called back, confirmed, waited for.

    `participation`: whose therapist asked; none when staff entered it for a group practice. `contact` is the address she had
    then, to which the next change is told. `holding` is the kind of an American account; a European one has none. `fingerprint`
    finds the same number elsewhere without being the number, which is sealed at rest and bound to it.
    """

    practitioner_path = "participation__practitioner"

    payee = models.ForeignKey(Payee, models.PROTECT, related_name="accounts")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.CharField(_("name of the holder"), max_length=140)
    number = SealedField(_("account number"), longest=34, with_column="fingerprint")
    routing = models.CharField(_("routing number"), max_length=9, blank=True)
    holding = models.CharField(_("kind of account"), max_length=8, choices=Holding, blank=True, default="")
    fingerprint = models.CharField(max_length=64)
    contact = models.CharField(max_length=254, blank=True)
    state = StateField(max_length=10, choices=AccountState, default=AccountState.REQUESTED)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    usable_from = models.DateTimeField()
    called = models.CharField(_("number that was called"), max_length=40, blank=True)
    call_note = models.CharField(_("what was said"), max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(AccountQuerySet)()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["organization", "fingerprint"], name="bankaccount_same")]
        constraints = [
            states_constraint(AccountState, "bankaccount_state_legal"),
            models.UniqueConstraint(fields=["payee"], condition=Q(state="requested"), name="bankaccount_one_change"),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(settled_by__isnull=False) & (Q(requested_by__isnull=True) | ~Q(requested_by=F("settled_by"))),
                name="bankaccount_two_people",
            ),
        ]

    def __str__(self):
        return f"account {self.masked}"

    @property
    def masked(self) -> str:
        """The last four signs; nobody reads the whole number without leaving a record."""
        return masked(self, "number") or "••••"

    @property
    def named(self) -> str:
        """The same for a page, which says of a savings account that it is one."""
        return f"{self.get_holding_display()} {self.masked}" if self.holding == Holding.SAVINGS else self.masked

    def stoppable(self, at) -> bool:
        """Whether the change may still be stopped at `at`."""
        return self.state in STOPPABLE and not (self.state == "confirmed" and self.usable_from <= at)

    @property
    def event_about(self) -> str:
        """Told on the payee's timeline."""
        return f"payments.payee:{self.payee_id}"

    def _settle(self, actor, at):
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("requested", "confirmed", action=Action.CONFIRM_ACCOUNT, guards=[another_asked_for_it, not_her_own_money, called_back])
    def confirm(self, *, actor, at, called, said):
        """A second person called a number known before, and it is hers."""
        self._settle(actor, at)
        self.called, self.call_note = called, said

    @step(STOPPABLE, "refused", action=Action.CONFIRM_ACCOUNT, guards=[gives_reason, still_waits])
    def refuse(self, *, actor, at, reason):
        """It is not hers, or nobody could be reached; or somebody says so while it waits."""
        self._settle(actor, at)
        self.call_note = reason[:300]

    @step(STOPPABLE, "withdrawn", action=Action.OWN_ACCOUNT, guards=[still_waits])
    def withdraw(self, *, actor, at):
        """She takes it back."""
        self._settle(actor, at)
