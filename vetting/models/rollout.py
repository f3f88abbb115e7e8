"""When a new version reaches people decided on before it, and who was asked to meet a rule by a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned
from network.scope import ScopedManager, ScopedQuerySet
from vetting.models.policy import Policy, PolicyState, Sealed


class Who(models.TextChoices):
    """Classes of people in the network."""

    DECIDED = "decided", _("Therapists we decided on")
    RECORDED = "recorded", _("Therapists taken over from an existing network")
    RENEWING = "renewing", _("Therapists whose next vetting is open")


class Reach(models.TextChoices):
    """When a rule reaches somebody."""

    KEEP = "keep", _("Keep the old rule until the next vetting")
    RENEWAL = "renewal", _("Apply with the next file, nobody is asked before")
    CURE = "cure", _("Apply now, with time to meet it")
    NOW = "now", _("Apply now: who does not meet it is reviewed")


class RolloutQuerySet(ScopedQuerySet):
    """Rollouts by what is left to do."""

    def due(self, on):
        """Those of approved versions that begun by day `on`, reach people by themselves, and have not yet."""
        return self.filter(
            policy__state=PolicyState.APPROVED, policy__effective_from__lte=on, reach__in=[Reach.CURE, Reach.NOW], reached_on=None
        )


class Rollout(TenantOwned):
    """When one rule of one version reaches one class of person. Written while the version is a draft, then only reached."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="rollouts")
    criterion = models.CharField(_("criterion"), max_length=50)
    who = models.CharField(_("whom"), max_length=10, choices=Who)
    reach = models.CharField(_("when"), max_length=10, choices=Reach)
    cure_until = models.DateField(_("last day to meet it"), null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True, help_text="The day people of the class were asked.")

    objects = ScopedManager.from_queryset(RolloutQuerySet)()

    class Meta:
        ordering = ["policy", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "criterion", "who"], name="rollout_once"),
            models.CheckConstraint(condition=Q(who__in=Who.values), name="rollout_who_legal"),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="rollout_reach_legal"),
            models.CheckConstraint(condition=Q(reach="cure") ^ Q(cure_until__isnull=True), name="rollout_cure_has_a_day"),
        ]

    def __str__(self):
        return f"{self.policy}: {self.criterion}, {self.who}: {self.reach}"

    def save(self, *args, **kwargs):
        """Only while the version is a draft; afterwards only the day it reached people."""
        if self.policy.state != PolicyState.DRAFT and kwargs.get("update_fields") != ["reached_on"]:
            raise Sealed(f"{self.policy} was sent for approval; when {self.criterion} reaches people cannot change.")
        super().save(*args, **kwargs)


class Cure(TenantOwned):
    """Somebody in the network who does not meet a rule that reached her: by when she is asked to, and what became of it.

    `review` is the review for cause opened after that day; nothing is stopped by this row.
    """

    practitioner_path = "participation__practitioner"

    rollout = models.ForeignKey(Rollout, models.PROTECT, related_name="cures")
    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="+")
    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="+", help_text="The approval it is about.")
    asked_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    review = models.ForeignKey("vetting.Application", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["rollout", "participation"], name="cure_once")]
        indexes = [models.Index(fields=["organization", "closed_on", "due_on"])]

    def __str__(self):
        return f"{self.participation}: {self.rollout.criterion} by {self.due_on}"

    @property
    def event_about(self):
        """Told on the file of the approval."""
        return self.application.reference
