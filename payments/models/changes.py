"""Changes that take two persons: a setting, who is paid for a therapist's sessions, an account to pay from, and which VAT counts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Participation
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.sealed import SealedField
from network.transitions import step
from payments import guards_changes as guards
from payments.models.batches import PayingAccount
from payments.models.payees import Payee, masked
from payments.models.taxes import Purpose, VatPosition


class ChangeState(models.TextChoices):
    """Where a change stands."""

    PROPOSED = "proposed", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class Change(Stateful, TenantOwned):
    """What one person proposes and another confirms or refuses."""

    reason = models.CharField(_("reason"), max_length=300)
    state = StateField(max_length=10, choices=ChangeState, default=ChangeState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def settle(self, actor, at):
        """Who settled it, and when."""
        self.settled_by_id, self.settled_at = actor.person_id, at


def two_people(name: str) -> models.CheckConstraint:
    """The database's own word on the two hands behind what was confirmed."""
    told = Q(settled_by__isnull=False) & ~Q(proposed_by=F("settled_by"))
    return models.CheckConstraint(condition=~Q(state="confirmed") | told, name=name)


class SettingChange(Change):
    """Another value of a dated parameter from a day on; none takes a limit away."""

    key = models.CharField(max_length=80)
    value = models.BigIntegerField(null=True, blank=True)
    effective_from = models.DateField(_("first day"))

    class Meta(Change.Meta):
        constraints = [
            states_constraint(ChangeState, "settingchange_state_legal"),
            two_people("settingchange_two_people"),
            models.UniqueConstraint(fields=["organization", "key"], condition=Q(state="proposed"), name="settingchange_one_waits"),
        ]

    def __str__(self):
        return f"{self.key} from {self.effective_from}"

    @step("proposed", "confirmed", action=Action.PUBLISH_TERMS, guards=[guards.another_proposed_setting, guards.first_day_ahead])
    def confirm(self, *, actor, at):
        """A second person agrees: it counts from its day."""
        self.settle(actor, at)

    @step("proposed", "refused", action=Action.PUBLISH_TERMS, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """It stays as it was."""
        self.settle(actor, at)


class LinkProposal(Change):
    """From day `first` on sessions of this participation are to be paid to the payee."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="link_proposals")
    first = models.DateField(_("first day"))

    class Meta(Change.Meta):
        constraints = [
            states_constraint(ChangeState, "linkproposal_state_legal"),
            two_people("linkproposal_two_people"),
            models.UniqueConstraint(fields=["participation"], condition=Q(state="proposed"), name="linkproposal_one_waits"),
        ]

    def __str__(self):
        return f"{self.participation_id} → {self.payee_id} from {self.first}"

    @property
    def event_about(self) -> str:
        """Told on the payee's timeline."""
        return f"payments.payee:{self.payee_id}"

    @step("proposed", "confirmed", action=Action.CONFIRM_ACCOUNT, guards=[guards.another_proposed_link, guards.not_her_own_link])
    def confirm(self, *, actor, at):
        """A second person agrees."""
        self.settle(actor, at)

    @step("proposed", "refused", action=Action.CONFIRM_ACCOUNT, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """Who is paid stays as it was."""
        self.settle(actor, at)


class PayingAccountChange(Change):
    """An account the organization is to pay from begins with `values`, has them changed, or ends.

    `number` of one that is to begin, sealed as that of a `PayingAccount`.
    """

    class Kind(models.TextChoices):
        """What is to happen."""

        OPEN = "open", _("New account to pay from")
        CHANGE = "change", _("Other particulars of an account to pay from")
        END = "end", _("End of an account to pay from")

    kind = models.CharField(max_length=10, choices=Kind)
    account = models.ForeignKey(PayingAccount, models.PROTECT, null=True, blank=True, related_name="changes")
    values = models.JSONField(default=dict, blank=True)
    number = SealedField(longest=34, blank=True, with_column="fingerprint")
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta(Change.Meta):
        constraints = [
            states_constraint(ChangeState, "payingaccountchange_state_legal"),
            two_people("payingaccountchange_two_people"),
            models.UniqueConstraint(fields=["account"], condition=Q(state="proposed"), name="payingaccountchange_one_waits"),
            models.CheckConstraint(condition=Q(kind="open") | Q(account__isnull=False), name="payingaccountchange_of_one"),
        ]

    def __str__(self):
        return f"{self.kind} of {self.masked}"

    @property
    def masked(self) -> str:
        """The last four signs of the account."""
        return self.account.masked if self.account else masked(self, "number") or "••••"

    def twins(self):
        """Accounts with the number a new one is to have."""
        return PayingAccount.objects.within(self.organization).filter(fingerprint=self.fingerprint)

    @step(
        "proposed", "confirmed", action=Action.CONFIRM_ACCOUNT,
        guards=[guards.another_proposed_paying_account, guards.still_possible],
    )
    def confirm(self, *, actor, at):
        """A second person agrees."""
        self.settle(actor, at)

    @step("proposed", "refused", action=Action.CONFIRM_ACCOUNT, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """It stays as it was."""
        self.settle(actor, at)


class VatChange(Change):
    """From day `first` on this VAT is to count, of one payee or (none) of the organization; see `VatPosition`, which it becomes.

    `reason` is the source it rests on, as it stood on the day `as_of`.
    """

    payee = models.ForeignKey(Payee, models.PROTECT, null=True, blank=True, related_name="vat_changes")
    profession = models.CharField(_("profession"), max_length=40, blank=True)
    purpose = models.CharField(_("what the service is for"), max_length=10, choices=Purpose, blank=True)
    basis_points = models.PositiveSmallIntegerField(_("VAT"), null=True, blank=True)
    first = models.DateField(_("first day"))
    as_of = models.DateField(_("as of"))

    class Meta(Change.Meta):
        constraints = [
            states_constraint(ChangeState, "vatchange_state_legal"),
            two_people("vatchange_two_people"),
            models.UniqueConstraint(
                fields=["payee", "profession", "purpose"], condition=Q(state="proposed"), name="vatchange_one_waits"
            ),
            models.UniqueConstraint(
                fields=["organization", "profession", "purpose"], condition=Q(state="proposed", payee__isnull=True),
                name="vatchange_general_one_waits",
            ),
            models.CheckConstraint(condition=Q(basis_points__isnull=True) | Q(basis_points__lte=10000), name="vatchange_share"),
        ]

    def __str__(self):
        return f"VAT {self.basis_points} from {self.first}"

    @property
    def event_about(self) -> str:
        """Told on the payee's timeline, or, of the organization, on its own."""
        return f"payments.payee:{self.payee_id}" if self.payee_id else f"payments.vatchange:{self.pk}"

    @property
    def same(self) -> dict:
        """For what it is to count."""
        return {"payee": self.payee, "profession": self.profession, "purpose": self.purpose}

    def twins(self):
        """What counts for the same from the same day on already."""
        return VatPosition.objects.within(self.organization).filter(**self.same, first=self.first)

    @step(
        "proposed", "confirmed", action=Action.CONFIRM_ACCOUNT,
        guards=[guards.another_proposed_vat, guards.not_her_own_vat, guards.begins_once],
    )
    def confirm(self, *, actor, at):
        """A second person agrees: it counts from its day."""
        self.settle(actor, at)

    @step("proposed", "refused", action=Action.CONFIRM_ACCOUNT, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """It stays as it was."""
        self.settle(actor, at)
