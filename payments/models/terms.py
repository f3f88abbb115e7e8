"""What a therapist agrees to and what a session pays: versioned texts and fee schedules. One person drafts, another publishes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Acceptance, Service
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments.guards import another_wrote_it, begins_in_time, says_something


class Unit(models.TextChoices):
    """What is counted: a session with a client, or the units of a job (domain 2.9)."""

    SESSION = "session", _("Session")
    HOUR = "hour", _("Hour")
    KILOMETER = "kilometer", _("Kilometer")
    FIXED = "fixed", _("Fixed amount")


class VersionState(models.TextChoices):
    """Where a version stands. Which of the published ones counts follows from their first days."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class VersionQuerySet(ScopedQuerySet):
    """Versions by day."""

    def published(self):
        """Those that count, counted or will count; the latest first day first."""
        return self.filter(state="published").order_by("-effective_from", "-version")

    def on(self, day):
        """The published ones that had begun on `day`; the first of them is the one in force."""
        return self.published().filter(effective_from__lte=day)


class Version(Stateful, TenantOwned):
    """What texts and fee schedules share. A published version is never changed; a later one takes its place from its first day."""

    version = models.PositiveSmallIntegerField(_("version"))
    effective_from = models.DateField(_("first day"))
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    state = StateField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(VersionQuerySet)()

    class Meta:
        abstract = True
        ordering = ["-effective_from", "-version"]

    @step("draft", "published", action=Action.PUBLISH_TERMS, guards=[another_wrote_it, says_something, begins_in_time])
    def publish(self, *, actor, at):
        """A second person read it: it counts from its first day."""
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("draft", "withdrawn", action=Action.WRITE_TERMS)
    def withdraw(self, *, actor, at):
        """It will not come to count."""
        self.settled_by_id, self.settled_at = actor.person_id, at


def two_people(name: str) -> models.CheckConstraint:
    """The database's own word on the two hands behind what is published."""
    told = Q(settled_by__isnull=False) & ~Q(drafted_by=F("settled_by"))
    return models.CheckConstraint(condition=~Q(state="published") | told, name=name)


class FeeSchedule(Version):
    """What a unit of each service pays, by date of service. `late_percent` and `missed_percent`: of the session's rate,
    for a cancellation with less than `notice_hours` and for a client who did not come.
    """

    late_percent = models.PositiveSmallIntegerField(_("late cancellation, percent paid"), default=0)
    missed_percent = models.PositiveSmallIntegerField(_("no-show, percent paid"), default=0)
    notice_hours = models.PositiveSmallIntegerField(_("cancel free of charge until, hours before"), default=24)
    late_counts = models.BooleanField(_("a late cancellation uses a session of the client"), default=False)
    missed_counts = models.BooleanField(_("a no-show uses a session of the client"), default=True)

    class Meta(Version.Meta):
        constraints = [
            states_constraint(VersionState, "feeschedule_state_legal"),
            two_people("feeschedule_two_people"),
            models.UniqueConstraint(fields=["organization", "version"], name="feeschedule_version_once"),
            models.UniqueConstraint(
                fields=["organization", "effective_from"], condition=Q(state="published"), name="feeschedule_one_per_day"
            ),
            models.CheckConstraint(condition=Q(late_percent__lte=100, missed_percent__lte=100), name="feeschedule_percents"),
        ]

    def __str__(self):
        return f"{self.organization_id} v{self.version}"

    @property
    def is_empty(self) -> bool:
        """Whether it has no rate."""
        return not self.fees.exists()

    @property
    def replaces_something(self) -> bool:
        """Whether therapists work under an earlier one."""
        return type(self).objects.within(self.organization).published().exists()


class FeeFixed(RuntimeError):
    """Rates of a published schedule are never changed: a new version is drafted."""


class Fee(TenantOwned):
    """One rate: whole minor units (cents) of `currency` for one unit of the service."""

    schedule = models.ForeignKey(FeeSchedule, models.CASCADE, related_name="fees")
    service = models.CharField(_("service"), max_length=20, choices=Service)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.PositiveIntegerField(_("rate"))

    class Meta:
        ordering = ["service", "unit", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "service", "unit", "currency"], name="fee_once"),
            models.CheckConstraint(condition=Q(minor__gt=0), name="fee_is_something"),
        ]

    def __str__(self):
        return f"{self.service}/{self.unit} {self.minor} {self.currency}"

    def save(self, *args, **kwargs):
        """Only while its schedule is a draft. Raises FeeFixed."""
        if self.schedule.state != VersionState.DRAFT:
            raise FeeFixed(f"{self.schedule} is {self.schedule.state}.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Only while its schedule is a draft. Raises FeeFixed."""
        if self.schedule.state != VersionState.DRAFT:
            raise FeeFixed(f"{self.schedule} is {self.schedule.state}.")
        return super().delete(*args, **kwargs)


class Terms(Version):
    """One text of referral or payment terms, a rule on each line, in the language the organization wrote it in."""

    kind = models.CharField(_("which terms"), max_length=20, choices=Acceptance.Kind)
    language = models.CharField(_("language"), max_length=5)
    text = models.TextField(_("text"), max_length=20000, help_text=_("Each line is a numbered rule."))

    class Meta(Version.Meta):
        verbose_name = _("terms")
        constraints = [
            states_constraint(VersionState, "terms_state_legal"),
            two_people("terms_two_people"),
            models.UniqueConstraint(fields=["organization", "kind", "version"], name="terms_version_once"),
            models.UniqueConstraint(
                fields=["organization", "kind", "effective_from"], condition=Q(state="published"), name="terms_one_per_day"
            ),
        ]

    def __str__(self):
        return f"{self.kind} v{self.version}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.rules

    @property
    def rules(self) -> tuple[str, ...]:
        """The numbered rules."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    @property
    def replaces_something(self) -> bool:
        """Whether therapists accepted an earlier text of this kind."""
        return type(self).objects.within(self.organization).published().filter(kind=self.kind).exists()
