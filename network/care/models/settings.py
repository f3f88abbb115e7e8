"""A change of how calls are handled, of whom an employer reads numbers, or of how long is kept: it takes two persons."""

from django.db import models
from django.db.models import Q

from network.access import Action
from network.care import guards_settings as guards
from network.models.base import states_constraint
from network.transitions import step
from payments.models.changes import Change, ChangeState, two_people


class HandlingChange(Change):
    """Another value of a dated parameter of care from a day on (`care.parameters`): one person proposes it, another confirms it."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    effective_from = models.DateField()

    class Meta(Change.Meta):
        constraints = [
            states_constraint(ChangeState, "handlingchange_state_legal"),
            two_people("handlingchange_two_people"),
            models.UniqueConstraint(fields=["organization", "key"], condition=Q(state="proposed"), name="handlingchange_one_waits"),
        ]

    def __str__(self):
        return f"{self.key} from {self.effective_from}"

    @step("proposed", "confirmed", action=Action.CONFIRM_INTAKE, guards=[guards.another_proposed_it, guards.first_day_ahead])
    def confirm(self, *, actor, at):
        """A second person agrees: it counts from its day."""
        self.settle(actor, at)

    @step("proposed", "refused", action=Action.CONFIRM_INTAKE, guards=[guards.gives_reason])
    def refuse(self, *, actor, at, reason):
        """It stays as it was."""
        self.settle(actor, at)
