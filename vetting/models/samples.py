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
