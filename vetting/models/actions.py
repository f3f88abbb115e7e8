"""What an organization does about somebody in its network: suspend at once, restrict, not renew, terminate.

The architecture calls it `Action`; here it has a longer name, because `network.access.Action` is what an actor may do.
It acts only through holds and grants (`vetting.workflow.acting`), each with its own day; nothing is back-dated.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from vetting import guards_actions as guards
from vetting import guards_interests as by


class ActionKind(models.TextChoices):
    """What is done (domain 5.4 N4, N6 to N8)."""

    SUMMARY_SUSPENSION = "summary_suspension", _("Summary suspension")
    RESTRICTION = "restriction", _("Restriction")
    NON_RENEWAL = "non_renewal", _("Non-renewal")
    WITHOUT_CAUSE = "termination_without_cause", _("Termination without cause")
    FOR_CAUSE = "termination_for_cause", _("Termination for cause")


class ActionState(models.TextChoices):
    """Where it stands. `lifted`: a suspension or a restriction that is over; `reinstated`: a termination undone within 30 days."""

    PROPOSED = "proposed", _("Proposed")
    NOTICED = "noticed", _("Noticed")
    FINAL = "final", _("Final")
    UPHELD = "upheld", _("Upheld")
    OVERTURNED = "overturned", _("Overturned")
    MODIFIED = "modified", _("Modified")
    LIFTED = "lifted", _("Lifted")
    REINSTATED = "reinstated", _("Reinstated")
    DROPPED = "dropped", _("Dropped")


TOLD = (ActionState.NOTICED, ActionState.FINAL)


class AdverseAction(Stateful, TenantOwned):
    """One action about one therapist. `effective_on` is its first day, in the organization's calendar."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="adverse_actions")
    kind = models.CharField(_("what"), max_length=30, choices=ActionKind)
    state = StateField(default=ActionState.PROPOSED, choices=ActionState.choices)
    state_since = models.DateTimeField()
    reason = models.TextField(_("reasons"))
    limits = models.JSONField(default=dict, blank=True, help_text="Of a restriction: modes and age_bands that stay.")
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    noticed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    noticed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(_("first day"), null=True, blank=True)
    review_by = models.DateField(null=True, blank=True, help_text="A summary suspension is reviewed until this day.")
    reviewer = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by"))
    reviewed_on = models.DateField(null=True, blank=True)
    hold = models.CharField(max_length=60, blank=True, help_text="Key of the hold it opened.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(ActionState, "action_state_legal"),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "dropped")) | Q(effective_on__isnull=False, noticed_by__isnull=False),
                name="action_told_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(noticed_by__isnull=True) | Q(kind="summary_suspension") | ~Q(noticed_by=models.F("proposed_by")),
                name="action_two_people",
            ),
            models.UniqueConstraint(
                fields=["participation", "kind"], condition=Q(state__in=("proposed", "noticed")), name="action_one_open_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"])]

    def __str__(self):
        return f"{self.kind} {self.participation}"

    @property
    def event_about(self):
        """Told on the participation's timeline."""
        return f"network.participation:{self.participation_id}"

    @property
    def practitioner(self):
        """Who it is about."""
        return self.participation.practitioner

    @property
    def key(self) -> str:
        """How standing and letters name it."""
        return f"action:{self.pk}"

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step(
        ActionState.PROPOSED, ActionState.FINAL, action=Action.DECIDE,
        guards=[guards.is_summary, guards.not_own_file, by.takes_part_in_it, guards.gives_reason],
    )
    def suspend(self, *, actor, at, on, review_by, hold, reviewer=None, **inputs):
        """At once, by one person: reviewed by a day that is told."""
        self._since(at, noticed_by_id=actor.person_id, noticed_on=on, effective_on=on, review_by=review_by, hold=hold, reviewer_id=reviewer)

    @step(
        ActionState.PROPOSED, ActionState.NOTICED, action=Action.DECIDE,
        guards=[
            guards.is_not_summary, guards.not_own_file, by.takes_part_in_it, guards.another_person, by.its_proposer_counts,
            guards.notice_is_long_enough,
        ],
    )
    def notice(self, *, actor, at, on, effective_on, hold="", **inputs):
        """A second person agrees, and she is told: the reasons, the first day, how to appeal."""
        self._since(at, noticed_by_id=actor.person_id, noticed_on=on, effective_on=effective_on, hold=hold)

    @step(
        ActionState.PROPOSED, ActionState.DROPPED, action=Action.DECIDE,
        guards=[guards.not_own_file, by.takes_part_in_it, guards.gives_reason],
    )
    def drop(self, *, actor, at, **inputs):
        """Nobody was told; nothing happened."""
        self._since(at)

    @step(
        ActionState.NOTICED, ActionState.FINAL, action=Action.DECIDE,
        guards=[guards.not_own_file, by.takes_part_in_it, guards.day_has_come, guards.nobody_appeals],
    )
    def make_final(self, *, actor, at, **inputs):
        """Its day has come, and nobody appeals or may still do so."""
        self._since(at)

    @step(
        ActionState.FINAL, ActionState.FINAL, action=Action.DECIDE,
        guards=[
            guards.is_summary, guards.not_own_file, by.takes_part_in_it, guards.gives_reason, guards.another_reviews, guards.on_a_later_day,
        ],
    )
    def let_stand(self, *, actor, at, review_by, **inputs):
        """Another person reviewed the suspension and it stays; it is reviewed again by a day that is told."""
        self._since(at, review_by=review_by, reviewer_id=actor.person_id)

    @step(
        (ActionState.FINAL, ActionState.UPHELD), ActionState.LIFTED, action=Action.DECIDE,
        guards=[guards.may_be_lifted, guards.not_own_file, by.takes_part_in_it, guards.gives_reason],
    )
    def lift(self, *, actor, at, on, **inputs):
        """The review ends the suspension; or a restriction is over."""
        self._since(at, reviewed_on=on)

    @step(
        (ActionState.FINAL, ActionState.UPHELD), ActionState.REINSTATED, action=Action.DECIDE,
        guards=[
            guards.ends_her_part, guards.not_own_file, by.takes_part_in_it, guards.gives_reason, guards.within_thirty_days,
            guards.inside_every_window,
        ],
    )
    def reinstate(self, *, actor, at, **inputs):
        """The reason is cured and the evidence fresh: taken back within 30 days, to the same day the next vetting is due."""
        self._since(at)

    @step(TOLD, ActionState.UPHELD, action=Action.DECIDE, guards=[guards.won_or_lost])
    def uphold(self, *, actor, at, **inputs):
        """An appeal lets it stand."""
        self._since(at)

    @step(TOLD, ActionState.OVERTURNED, action=Action.DECIDE, guards=[guards.won_or_lost])
    def overturn(self, *, actor, at, **inputs):
        """An appeal undoes it, from the day it is settled."""
        self._since(at)

    @step(TOLD, ActionState.MODIFIED, action=Action.DECIDE, guards=[guards.won_or_lost])
    def modify(self, *, actor, at, **inputs):
        """An appeal undoes it in part: within limits instead."""
        self._since(at)
