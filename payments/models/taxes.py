"""Which VAT counts: rows with a day, a source and who entered them, of one payee or of the organization."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned
from payments.models.payees import Payee


class Purpose(models.TextChoices):
    """What a service is for; the codes of `payments.rates.Purpose`."""

    CARE = "care", _("Care of a client")
    COACHING = "coaching", _("Coaching")
    COMPANY = "company", _("Work for a company")


class VatPosition(TenantOwned):
    """From day `first` on: so many hundredths of a percent, or exempt (none), for a profession and a purpose (empty: any).

    A row of a payee counts before those of the organization. [S45]
    """

    payee = models.ForeignKey(Payee, models.PROTECT, null=True, blank=True, related_name="vat_positions")
    profession = models.CharField(_("profession"), max_length=40, blank=True)
    purpose = models.CharField(_("what the service is for"), max_length=10, choices=Purpose, blank=True)
    basis_points = models.PositiveSmallIntegerField(_("VAT"), null=True, blank=True)
    first = models.DateField(_("first day"))
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("as of"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["payee", "-first", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(basis_points__isnull=True) | Q(basis_points__lte=10000), name="vatposition_share"),
            models.CheckConstraint(condition=~Q(source=""), name="vatposition_has_source"),
            models.UniqueConstraint(fields=["payee", "profession", "purpose", "first"], name="vatposition_once"),
            models.UniqueConstraint(
                fields=["organization", "profession", "purpose", "first"], condition=Q(payee__isnull=True), name="vatposition_general_once"
            ),
        ]

    def __str__(self):
        return f"VAT {self.basis_points} from {self.first}"
