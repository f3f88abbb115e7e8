"""A row of a list that may be a payee which is no therapist of the network: one person says it is not, another agrees."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from payments.guards_lines import gives_reason
from payments.guards_matches import another_proposed, does_not_pay_her
from payments.models.payees import Payee


class MatchState(models.TextChoices):
    """Where two people stand with it."""

    PROPOSED = "proposed", _("One person says: not the one listed")
    CLEARED = "cleared", _("Not the one listed")
    REFUSED = "refused", _("Not agreed")


class PayeeMatch(Stateful, TenantOwned):
    """`key` names the list and its row. It counts for `names` alone: a payee or account that is called otherwise is asked about anew."""

    payee = models.ForeignKey(Payee, models.PROTECT, related_name="matches")
    key = models.CharField(max_length=120)
    listed_as = models.CharField(_("listed as"), max_length=300)
    names = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300)
    state = StateField(max_length=10, choices=MatchState, default=MatchState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(MatchState, "payeematch_state_legal"),
            models.UniqueConstraint(fields=["payee", "key"], condition=Q(state="proposed"), name="payeematch_one_waits"),
            models.CheckConstraint(
                condition=~Q(state="cleared") | Q(settled_by__isnull=False) & ~Q(proposed_by=F("settled_by")),
                name="payeematch_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.payee_id}"

    @property
    def event_about(self) -> str:
        """Told on the payee's timeline."""
        return f"payments.payee:{self.payee_id}"

    def _settle(self, actor, at):
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("proposed", "cleared", action=Action.RELEASE_BATCH, guards=[another_proposed, does_not_pay_her])
    def clear(self, *, actor, at):
        """A second person agrees that the payee is not the one listed."""
        self._settle(actor, at)

    @step("proposed", "refused", action=Action.RELEASE_BATCH, guards=[gives_reason])
    def refuse(self, *, actor, at, reason):
        """The second person does not agree: the payee is not paid."""
        self._settle(actor, at)
