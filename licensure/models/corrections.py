"""What is said otherwise than in the packs, by one organization or for all. No pack overwrites it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from licensure.models.reference import Confidence
from network.models.base import TenantOwned


class CorrectedKind(models.TextChoices):
    """What a correction is about."""

    PLACE = "place", _("Jurisdiction")
    REGISTER = "register", _("Register")
    TITLE = "title", _("License type")
    MEMBER = "member", _("State in a compact")
    REQUIREMENT = "requirement", _("Requirement")


class Answer(models.TextChoices):
    """What the operator of the installation made of an organization's correction."""

    NONE = "", _("Not answered yet")
    TAKEN_OVER = "taken_over", _("Taken over for everyone")
    DECLINED = "declined", _("Not taken over")


class Corrected(models.Model):
    """One field of one row, said otherwise, with what that rests on. `pack` is what would count without it.

    A later correction of the same field withdraws this one; a withdrawn one stays readable.
    """

    kind = models.CharField(max_length=20, choices=CorrectedKind)
    subject = models.CharField(max_length=120)
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True, blank=True)
    pack = models.JSONField(null=True, blank=True)
    checked_on = models.DateField(_("checked on"))
    source = models.CharField(_("source"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence)
    note = models.TextField(_("words that were read"), blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    corrected_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return f"{self.subject} {self.field}"


class CommonCorrection(Corrected):
    """What the operator of the installation took over: it counts for every organization that says nothing of its own."""

    operator = models.CharField(max_length=200, blank=True)

    class Meta(Corrected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "field"], condition=models.Q(withdrawn_at__isnull=True), name="common_correction_once"
            )
        ]


class Correction(Corrected, TenantOwned):
    """What one organization's administrator says otherwise. It counts for that organization alone (decision 22)."""

    answer = models.CharField(max_length=12, choices=Answer, default=Answer.NONE, blank=True)
    answer_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta(Corrected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "subject", "field"],
                condition=models.Q(withdrawn_at__isnull=True), name="correction_once",
            )
        ]
