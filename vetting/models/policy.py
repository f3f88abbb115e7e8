"""An organization's rule sets: versions that are never edited, and one row per criterion in each."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from vetting import policy_guards as guards


class Sealed(RuntimeError):
    """A policy that was sent for approval cannot change any more. A programming error, never a user's."""


class PolicyState(models.TextChoices):
    """Where a version stands on paper. Scheduled, active and retired are derived from the first day."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Not approved")


class Severity(models.TextChoices):
    """What an unmet criterion does to the file."""

    BLOCKS = "blocks", _("Blocks")
    REVIEW = "review", _("Needs review")
    NOTE = "note", _("Note only")


class Reviewer(models.TextChoices):
    """Who looks at a criterion that needs review."""

    DIRECTOR = "director", _("A director")
    COMMITTEE = "committee", _("The committee")


class Reason(models.TextChoices):
    """Why the organization asks for it."""

    LAW = "law", _("The law")
    ACCREDITOR = "accreditor", _("An accreditor")
    CONTRACT = "contract", _("A contract")
    CHOICE = "choice", _("Our own choice")


class BindsOn(models.TextChoices):
    """Which version counts for a file."""

    SUBMISSION = "submission", _("The version on the day of submission")
    DECISION = "decision", _("The version on the day of decision")
    EVENT_DATE = "event_date", _("The version on the day of the event")
    IMMEDIATE = "immediate", _("The newest version at once")


class PolicyQuerySet(ScopedQuerySet):
    """Versions by what they count for."""

    def approved(self):
        """Those that count, from their first day on, oldest first."""
        return self.filter(state=PolicyState.APPROVED).order_by("effective_from", "version")

    def in_force(self, on):
        """The approved versions that had begun by `on`, the one in force last."""
        return self.approved().filter(effective_from__lte=on)


class Policy(Stateful, TenantOwned):
    """One version of an organization's rule set. Sent for approval, it never changes; a change is a new version."""

    version = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=100)
    preset = models.CharField(_("started from"), max_length=50, blank=True)
    note = models.TextField(_("what changes and why"), blank=True)
    effective_from = models.DateField(_("counts from"), null=True, blank=True)
    revetting_months = models.PositiveSmallIntegerField(_("months until re-vetting"), default=36)
    clocks = models.JSONField(_("days we give"), default=dict, blank=True, help_text="Those that differ from vetting.clocks.")
    committee = models.JSONField(_("committee"), default=dict, blank=True, help_text="What differs from vetting.committee.")
    governance = models.JSONField(_("governance"), default=dict, blank=True, help_text="What differs from vetting.governance.")
    state = StateField(default=PolicyState.DRAFT, choices=PolicyState.choices)
    author = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    approver = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(PolicyQuerySet)()
    SETTLES = ("state", "approver_id", "settled_at")

    class Meta:
        ordering = ["version"]
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="policy_version_once"),
            models.CheckConstraint(condition=Q(state__in=PolicyState.values), name="policy_state_legal"),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("author")), name="policy_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approver__isnull=False, effective_from__isnull=False),
                name="policy_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(revetting_months__gte=1, revetting_months__lte=36), name="policy_revetting_months"
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"

    def save(self, *args, **kwargs):
        """Refuse any change to a version that has left the draft, but for the approval itself."""
        if self.pk is not None:
            self._refuse_edit()
        super().save(*args, **kwargs)

    def _refuse_edit(self):
        names = [field.attname for field in self._meta.concrete_fields if field.attname not in self.SETTLES]
        stored = type(self).objects.within(self.organization).filter(pk=self.pk).values("state", *names).first()
        if stored and stored["state"] != PolicyState.DRAFT:
            changed = [name for name in names if stored[name] != getattr(self, name)]
            if changed:
                raise Sealed(f"{self} was sent for approval; {', '.join(changed)} cannot change.")

    def status(self, on, versions=()) -> str:
        """draft, in_review, rejected, scheduled, active or retired on day `on`, among the organization's `versions`."""
        if self.state != PolicyState.APPROVED:
            return self.state
        if self.effective_from > on:
            return "scheduled"
        mine = (self.effective_from, self.version)
        later = [(other.effective_from, other.version) for other in versions if other.state == PolicyState.APPROVED]
        return "retired" if any(mine < other and other[0] <= on for other in later) else "active"

    @step(
        PolicyState.DRAFT, PolicyState.IN_REVIEW, action=Action.WRITE_POLICY,
        guards=[guards.has_criteria, guards.has_a_day, guards.makes_sense, guards.keeps_the_law],
    )
    def send_for_approval(self, *, actor, at, **inputs):
        """From here on it is read, not written."""

    @step(
        PolicyState.IN_REVIEW, PolicyState.APPROVED, action=Action.APPROVE_POLICY,
        guards=[guards.other_person, guards.has_a_day, guards.leaves_today_alone],
    )
    def approve(self, *, actor, at, **inputs):
        """A second person says it counts from its first day."""
        self.approver_id, self.settled_at = actor.person_id, at

    @step(
        PolicyState.IN_REVIEW, PolicyState.REJECTED, action=Action.APPROVE_POLICY,
        guards=[guards.other_person, guards.gives_reason],
    )
    def reject(self, *, actor, at, **inputs):
        """Sent back with a reason; the author drafts a new version from it."""
        self.approver_id, self.settled_at = actor.person_id, at


class ThresholdRow(TenantOwned):
    """The number put to one criterion in one version. `waivable_by` empty: nobody may waive it."""

    criterion = models.CharField(_("criterion"), max_length=50)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    reviewer = models.CharField(_("reviewer"), max_length=10, choices=Reviewer, default=Reviewer.DIRECTOR)
    limit = models.JSONField(_("limit"), default=dict)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    waivable_by = models.CharField(_("waivable by"), max_length=10, choices=Reviewer, blank=True)
    binds_on = models.CharField(_("binds on"), max_length=10, choices=BindsOn)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.policy}: {self.criterion}"

    def save(self, *args, **kwargs):
        """Only while the version is a draft."""
        self._refuse_edit()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Only while the version is a draft."""
        self._refuse_edit()
        return super().delete(*args, **kwargs)

    def _refuse_edit(self):
        if self.policy.state != PolicyState.DRAFT:
            raise Sealed(f"{self.policy} was sent for approval; {self.criterion} cannot change.")


class PolicyCriterion(ThresholdRow):
    """What the organization asks of everybody in its network."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="criteria")

    class Meta:
        ordering = ["policy", "pk"]
        verbose_name_plural = _("policy criteria")
        constraints = [
            models.UniqueConstraint(fields=["policy", "criterion"], name="policy_criterion_once"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="policy_criterion_severity_legal"),
            models.CheckConstraint(condition=Q(binds_on__in=BindsOn.values), name="policy_criterion_binds_on_legal"),
        ]


class PanelCriterion(ThresholdRow):
    """What one panel asks beyond the organization: of whoever is to be on the panel, never less than of everybody."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="panel_criteria")
    panel = models.ForeignKey("network.Panel", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["policy", "panel", "pk"]
        verbose_name_plural = _("panel criteria")
        constraints = [
            models.UniqueConstraint(fields=["policy", "panel", "criterion"], name="panel_criterion_once"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="panel_criterion_severity_legal"),
            models.CheckConstraint(condition=Q(binds_on__in=BindsOn.values), name="panel_criterion_binds_on_legal"),
        ]
