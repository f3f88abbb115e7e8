"""What was judged and what was decided. Rows of both are written once and never changed."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned, emptied
from network.models.events import AppendOnly
from network.scope import ScopedManager, ScopedQuerySet

TICK = timedelta(microseconds=1)


class WrittenOnceQuerySet(ScopedQuerySet):
    """Rows that are created and then only read, also many at once."""

    def update(self, **kwargs):
        """Never."""
        raise AppendOnly(f"{self.model.__name__} is never changed.")

    def delete(self):
        """Never."""
        raise AppendOnly(f"{self.model.__name__} is never deleted.")

    def erase(self, *, at, **rewritten):
        """Empty what of these rows may be emptied, for a lawful erasure; `rewritten` says what a rewritten column says now.

        Each erasure of a row is later than the one before, as the trigger asks: two people of one meeting are erased in one night.
        """
        empty = {name: emptied(self.model._meta.get_field(name)) for name in self.model.erasable}
        before = self.aggregate(last=models.Max("erased_at"))["last"]
        return super().update(**{**empty, **rewritten}, erased_at=max(at, before + TICK) if before else at)

    update.alters_data = delete.alters_data = erase.alters_data = True


class WrittenOnce(TenantOwned):
    """A record that is created and then only read; database triggers refuse again what the model refuses.

    `erasable` names what a lawful erasure empties, once (of `rewritten` columns: what is left of them), and nothing else.
    """

    written_once = True
    erasable: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()
    erased_at = models.DateTimeField(null=True, editable=False)
    practitioner_path = "application__practitioner"
    objects = ScopedManager.from_queryset(WrittenOnceQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Only ever an insert."""
        if self.pk is not None:
            raise AppendOnly(f"{type(self).__name__} is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Never."""
        raise AppendOnly(f"{type(self).__name__} is never deleted.")

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.application.reference


class AssessmentRecord(WrittenOnce):
    """One evaluation with the facts it saw, so that it can be replayed years later. Facts hold dates and counts, never ages."""

    erasable = ("facts", "findings")

    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="assessments")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField()
    policies = models.JSONField()
    findings = models.JSONField()
    route = models.CharField(max_length=20)
    next_change = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.application} on {self.on}: {self.route}"


class Outcome(models.TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Approved")
    PROVISIONAL = "provisional", _("Provisionally approved")
    DENIED = "denied", _("Denied")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    VACATED = "vacated", _("Vacated")


class Basis(models.TextChoices):
    """Why a denial: a rule not met, or quality and conduct."""

    ADMINISTRATIVE = "administrative", _("Administrative")
    QUALITY = "quality", _("Quality or conduct")


class Origin(models.TextChoices):
    """Whose decision: this organization's, one that came with an existing network, or a delegate's."""

    OWN = "own", _("Own decision")
    RECORDED = "recorded", _("Recorded from an existing network")
    DELEGATED = "delegated", _("Delegated")


class Decision(WrittenOnce):
    """What a named person decided, on which assessment and policy, and why. The grant starts when it is recorded."""

    erasable = ("reason", "reasons", "original", "terms")
    rewritten = ("original",)  # a recorded decision keeps that there was a record

    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.OWN)
    assessment = models.ForeignKey(AssessmentRecord, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField(help_text="The organization's day.")
    decided_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    second_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    agenda_item = models.ForeignKey(
        "vetting.AgendaItem", models.PROTECT, null=True, related_name="decisions", help_text="The meeting that resolved it."
    )
    reason = models.TextField(blank=True)
    reasons = models.JSONField(default=list, blank=True, help_text="Criteria named in the letter.")
    due_on = models.DateField(null=True, blank=True, help_text="Last day before the next vetting is due.")
    late_by = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a re-vetting: days past due.")
    terms = models.JSONField(null=True, blank=True, help_text="Of an approval on terms (vetting.terms); null for none.")
    original = models.JSONField(default=dict, blank=True, help_text="For RECORDED and DELEGATED: date, body, document, due date.")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organization", "decided_on"], name="decision_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(origin="own") | models.Q(assessment__isnull=False) | ~models.Q(outcome__in=["approved", "denied"]),
                name="decision_own_needs_assessment",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin="recorded") | ~models.Q(original={}), name="decision_recorded_has_its_record"
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("decided_by")),
                name="decision_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.outcome}"

    @property
    def key(self) -> str:
        """How grants name it."""
        return f"decision:{self.pk}"


class Proposal(WrittenOnce):
    """The first of two named people says what a committee file should become; the second makes it a decision."""

    erasable = ("reason", "terms")

    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=20, choices=Outcome)
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    assessment = models.ForeignKey(AssessmentRecord, models.PROTECT, null=True, related_name="+")
    terms = models.JSONField(null=True, blank=True, help_text="Of an approval on terms (vetting.terms); null for none.")

    def __str__(self):
        return f"{self.application} {self.outcome} by {self.proposed_by}"
