"""How long what is known of a therapist stays: legal holds that keep it, and erasures that end it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network import guards_keeping as guards
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step


class LegalHoldQuerySet(ScopedQuerySet):
    """Holds by whether they still keep."""

    def placed(self):
        """Those nobody lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(TenantOwned):
    """Nothing about this therapist is erased until a named person lifts it. `review_on`: somebody asks again whether it must stay."""

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="legal_holds")
    reason = models.TextField(_("why"))
    review_on = models.DateField(_("look again on"))
    placed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.TextField(_("why it is lifted"), blank=True)

    objects = ScopedManager.from_queryset(LegalHoldQuerySet)()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="legal_hold_lifted_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organization", "practitioner"])]

    def __str__(self):
        return f"legal hold {self.pk}"


class ErasureState(models.TextChoices):
    """Where an erasure stands."""

    PROPOSED = "proposed", _("Proposed")
    DONE = "done", _("Erased")
    DROPPED = "dropped", _("Not done")


class Erasure(Stateful, TenantOwned):
    """What one organization holds of one therapist is emptied: by two people, or because its policy's days have passed.

    The row stays as the record of it and says nothing about her but her reference.
    """

    class Basis(models.TextChoices):
        """Why (GDPR 17 (1), and the organization's own retention)."""

        REQUEST = "request", _("The therapist asked for it")
        UNFOUNDED = "unfounded", _("It should never have been kept")
        RETENTION = "retention", _("The time it is kept is over")

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="erasures")
    basis = models.CharField(_("why"), max_length=20, choices=Basis)
    state = StateField(default=ErasureState.PROPOSED, choices=ErasureState.choices)
    reason = models.TextField(_("in your words"), blank=True)
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    due_on = models.DateField(_("on"), null=True, blank=True, help_text="Of retention: the day it is carried out by itself.")
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="How many rows of each table were emptied or removed.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(ErasureState, "erasure_state_legal"),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(settled_by=F("proposed_by")) | Q(state="dropped"),
                name="erasure_two_people",
            ),
            models.UniqueConstraint(
                fields=["organization", "practitioner"], condition=Q(state="proposed"), name="erasure_one_open"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"])]

    def __str__(self):
        return f"erasure {self.pk}"

    def _settle(self, actor, at):
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step(
        ErasureState.PROPOSED, ErasureState.DONE, action=Action.ERASE,
        guards=[guards.another_person, guards.not_herself, guards.no_legal_hold, guards.nothing_open, guards.no_duty_runs],
    )
    def carry_out(self, *, actor, at, counts, **inputs):
        """A second person confirms what somebody proposed."""
        self._settle(actor, at)
        self.counts, self.reason = counts, ""

    @step(
        ErasureState.PROPOSED, ErasureState.DONE, action=Action.RUN,
        guards=[guards.is_retention, guards.no_legal_hold, guards.nothing_open, guards.days_are_over],
    )
    def expire(self, *, actor, at, counts, **inputs):
        """The days of the policy two people agreed on have passed."""
        self._settle(actor, at)
        self.counts, self.reason = counts, ""

    @step(ErasureState.PROPOSED, ErasureState.DROPPED, action=Action.ERASE, guards=[guards.is_by_hand, guards.gives_reason])
    def drop(self, *, actor, at, **inputs):
        """It is not done."""
        self._settle(actor, at)

    @step(ErasureState.PROPOSED, ErasureState.DROPPED, action=Action.RUN, guards=[guards.is_retention])
    def outdate(self, *, actor, at, **inputs):
        """What retention proposed no longer holds: she applied again, or the policy keeps longer."""
        self._settle(actor, at)
