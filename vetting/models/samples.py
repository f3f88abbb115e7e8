"""Samples drawn for an audit: what was asked, the seed, and what came out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned


class SampleMethod(models.TextChoices):
    """How many files are drawn."""

    EIGHT_THIRTY = "8_30", _("A number of each kind, some of them read first (8/30)")
    SHARE = "5_or_50", _("A share of all, up to a number (5 % or 50)")
    NUMBER = "number", _("A number of your own")


class AuditSample(TenantOwned):
    """Files drawn from those decided in a span of days. The seed and the universe's hash let anybody draw it again."""

    purpose = models.CharField(_("what for"), max_length=200)
    method = models.CharField(_("how many"), max_length=10, choices=SampleMethod)
    number = models.PositiveIntegerField(null=True, blank=True)
    sizes = models.JSONField(default=dict, blank=True, help_text="How large the policy of the day made it; empty: vetting.sampling.USUAL.")
    first = models.DateField(_("decided from"))
    last = models.DateField(_("decided through"))
    seed = models.CharField(max_length=32)
    universe = models.JSONField(help_text="How many files of each kind could be drawn.")
    universe_sha256 = models.CharField(max_length=64)
    files = models.JSONField(help_text="[reference, kind, place, read first], in drawing order.")
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="sample_days_in_order"),
            models.CheckConstraint(
                condition=models.Q(method="number", number__gt=0) | ~models.Q(method="number") & models.Q(number__isnull=True),
                name="sample_number_is_told",
            ),
        ]

    def __str__(self):
        return self.purpose


class EvidencePack(TenantOwned):
    """The evidence of a sample, or of one file, in one sealed ZIP: asked for, made by a job, there for some days.

    Its ZIP is a document of the organization. The row and its hash stay when the document goes.
    """

    class Failure(models.TextChoices):
        """Why none was made."""

        NO_RIGHT = "no_right", _("Who asked may not take it any more.")
        CLOSED = "closed", _("A document in it is closed to whoever asked.")
        TOO_LARGE = "too_large", _("It would be larger than four gibibytes. Draw fewer files.")
        BROKEN = "broken", _("The audit trail does not hold, so nothing was signed. Tell the operator.")
        NO_KEY = "no_key", _("There is no key to sign with. Tell the operator.")
        GIVEN_UP = "given_up", _("It could not be made. Tell the operator, and ask again.")

    sample = models.ForeignKey(AuditSample, models.PROTECT, related_name="packs", null=True)
    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="packs", null=True, help_text="Of one file alone.")
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    failure = models.CharField(max_length=10, choices=Failure.choices, blank=True)
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True, help_text="It can be taken until then.")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    document = models.OneToOneField("network.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organization", "until"], condition=models.Q(document__isnull=False), name="evidence_pack_there"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, until__isnull=True, sha256="", size__isnull=True, document__isnull=True)
                | models.Q(made_at__isnull=False, until__isnull=False, size__isnull=False, failure="") & ~models.Q(sha256=""),
                name="evidence_pack_made_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(failure="") | models.Q(failure__in=["no_right", "closed", "too_large", "broken", "no_key", "given_up"]),
                name="evidence_pack_failure_legal",
            ),
            models.UniqueConstraint(
                fields=["sample", "asked_by"], condition=models.Q(made_at__isnull=True, failure=""), name="evidence_pack_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["application", "asked_by"], condition=models.Q(made_at__isnull=True, failure=""),
                name="evidence_pack_one_waiting_of_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(sample__isnull=True, application__isnull=False)
                | models.Q(sample__isnull=False, application__isnull=True),
                name="evidence_pack_of_a_sample_or_a_file",
            ),
        ]

    def __str__(self):
        return f"evidence of {self.about}"

    @property
    def about(self):
        """The sample, or the one file, whose evidence it is: what happens to it is recorded there."""
        return self.sample or self.application

    @property
    def references(self) -> list[str]:
        """The files in it."""
        return [row[0] for row in self.sample.files] if self.sample_id else [self.application.reference]

    @property
    def waits(self) -> bool:
        """Whether it is still being made."""
        return self.made_at is None and not self.failure

    @classmethod
    def visible_q(cls, actor) -> models.Q:
        """The organization's staff; an auditor those she asked for herself."""
        own = models.Q(asked_by=actor.person_id) if actor.audits else models.Q()
        return super().visible_q(actor) & own
