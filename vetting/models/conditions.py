"""What an approval asks to be done by a day, and who watches that it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from vetting import guards_terms as guards


class ConditionState(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("To be met")
    MET = "met", _("Met")
    MISSED = "missed", _("Not met in time")
    DROPPED = "dropped", _("Not asked any more")


class Condition(Stateful, TenantOwned):
    """One condition of an approval. Missed, it changes nothing by itself: people look at the approval again."""

    practitioner_path = "decision__application__practitioner"

    decision = models.ForeignKey("vetting.Decision", models.PROTECT, related_name="conditions")
    text = models.TextField(_("what is asked, and what shows it"))
    due_on = models.DateField(_("by"), help_text="The last day to meet it, in the organization's calendar.")
    watcher = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    state = StateField(default=ConditionState.OPEN, choices=ConditionState.choices)
    state_since = models.DateTimeField()
    note = models.TextField(blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [states_constraint(ConditionState, "condition_state_legal")]
        indexes = [models.Index(fields=["organization", "state", "due_on"])]

    def __str__(self):
        return f"condition of {self.decision}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.decision.event_about

    def _settled(self, actor, at, reason):
        self.state_since, self.settled_by_id, self.note = at, actor.person_id, reason

    @step(
        (ConditionState.OPEN, ConditionState.MISSED), ConditionState.MET, action=Action.REQUEST_INFORMATION,
        guards=[guards.watches_it, guards.gives_reason],
    )
    def meet(self, *, actor, at, reason, **inputs):
        """It is met, on what was seen; also after its day."""
        self._settled(actor, at, reason)

    @step(
        ConditionState.OPEN, ConditionState.MISSED, action=Action.REQUEST_INFORMATION,
        guards=[guards.watches_it, guards.gives_reason, guards.its_day_has_passed],
    )
    def miss(self, *, actor, at, reason, **inputs):
        """Its day has passed without it: somebody who decides looks at the approval again."""
        self._settled(actor, at, reason)

    @step((ConditionState.OPEN, ConditionState.MISSED), ConditionState.DROPPED, action=Action.DECIDE, guards=[guards.gives_reason])
    def drop(self, *, actor, at, reason, **inputs):
        """It is asked no more."""
        self._settled(actor, at, reason)
