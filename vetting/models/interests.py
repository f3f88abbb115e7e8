"""Interests of committee members in a file: proposed by the system or declared, settled by people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from vetting import guards_meetings as guards


class InterestState(models.TextChoices):
    """Proposed until a person has said whether the member takes part."""

    PROPOSED = "proposed", _("To be answered")
    RECUSED = "recused", _("Does not take part")
    DISMISSED = "dismissed", _("Takes part")


class ConflictOfInterest(Stateful, TenantOwned):
    """What a member may have in common with a therapist: proposed by the system, or declared. Recused, her file is closed."""

    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="conflicts")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    declared = models.BooleanField(default=False)
    state = StateField(default=InterestState.PROPOSED, choices=InterestState.choices)
    found_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            states_constraint(InterestState, "conflict_state_legal"),
            models.UniqueConstraint(fields=["application", "person"], name="conflict_once"),
        ]

    def __str__(self):
        return f"{self.person} and {self.application}: {self.state}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.application.reference

    @step(
        (InterestState.PROPOSED, InterestState.DISMISSED), InterestState.RECUSED, action=Action.DECIDE,
        guards=[guards.hers_or_the_chairs, guards.not_decided_yet],
    )
    def recuse(self, *, actor, at, reason="", **inputs):
        """She takes no part: her vote is not counted, and the file is closed to her."""
        self.reason, self.settled_by_id, self.settled_at = reason, actor.person_id, at

    @step(
        InterestState.PROPOSED, InterestState.DISMISSED, action=Action.DECIDE,
        guards=[guards.another_chairs, guards.gives_reason, guards.may_be_dismissed],
    )
    def dismiss(self, *, actor, at, reason, **inputs):
        """Somebody else who leads the meetings says why she takes part."""
        self.reason, self.settled_by_id, self.settled_at = reason, actor.person_id, at
