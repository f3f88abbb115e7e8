"""What administrators say otherwise than the packs, and what boards announced: rows that the packs never overwrite."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from licensure.models.reference import Confidence, LicenseType


class CorrectedKind(models.TextChoices):
    """What a correction is about."""

    PLACE = "place", _("Jurisdiction")
    REGISTER = "register", _("Register")
    TITLE = "title", _("License type")
    MEMBER = "member", _("State in a compact")
    REQUIREMENT = "requirement", _("Requirement")


class Correction(models.Model):
    """One field of one row of the packs, said otherwise, with what that rests on. `pack` is what the pack said meanwhile.

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
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "field"], condition=models.Q(withdrawn_at__isnull=True), name="correction_once"
            )
        ]

    def __str__(self):
        return f"{self.subject} {self.field}"


class Extension(models.Model):
    """A board runs late or extends by announcement: licenses that expire from `first` through `last` stay good through `until`."""

    license_type = models.ForeignKey(LicenseType, models.PROTECT, related_name="+", verbose_name=_("license type"))
    first = models.DateField(_("expiring from"))
    last = models.DateField(_("expiring through"))
    until = models.DateField(_("stay good through"))
    announcement = models.CharField(_("announcement"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last"), last__lte=models.F("until")), name="extension_in_order"
            )
        ]

    def __str__(self):
        return f"{self.license_type_id} {self.first} – {self.last}"
