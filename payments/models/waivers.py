"""Letting a stop pass: one person proposes it with a reason, another confirms."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from payments import guards_lines as guards
from payments.models.invoices import InvoiceLine

CONFIRMING = [guards.nobody_confirms_twice, guards.not_own_line, guards.still_stops]


class WaiverState(models.TextChoices):
    """Where a waiver stands."""

    PROPOSED = "proposed", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class Waiver(Stateful, TenantOwned):
    """One stop of one line, by its key. A line that is changed afterwards begins without waivers."""

    practitioner_path = "line__participation__practitioner"

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="waivers")
    key = models.CharField(max_length=80)
    reason = models.CharField(_("reason"), max_length=300)
    state = StateField(max_length=10, choices=WaiverState, default=WaiverState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(WaiverState, "waiver_state_legal"),
            models.UniqueConstraint(fields=["line"], condition=Q(state="proposed"), name="waiver_one_waits"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(settled_by__isnull=False) & ~Q(proposed_by=F("settled_by")), name="waiver_two_people"
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.line_id}"

    @property
    def event_about(self) -> str:
        """Told on the line's timeline."""
        return f"payments.invoiceline:{self.line_id}"

    @step("proposed", "confirmed", action=Action.APPROVE_LINES, guards=CONFIRMING)
    def confirm(self, *, actor, at):
        """A second person lets it pass, too."""
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("proposed", "refused", action=Action.APPROVE_LINES, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """It does not pass."""
        self.settled_by_id, self.settled_at = actor.person_id, at
