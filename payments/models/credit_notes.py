"""Credit notes: an invoice that was sent is never edited; what is adjusted afterwards is said by a note with a number of its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.money import Money
from payments.models.invoices import Invoice, InvoiceLine
from payments.models.ledger import Kept
from payments.models.payees import Payee


class CreditNote(Kept):
    """An adjustment of one line of a sent invoice, in the payee's own number series. Credits are below nothing.

    Written by the organization in the payee's name, as the invoice was (self-billing). A credit that falls away again, as when a
    date is corrected, gets a note above nothing.
    """

    class Why(models.TextChoices):
        """What made it."""

        CORRECTED = "corrected", _("Set to what was agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back by the therapist")
        OVERTURNED = "overturned", _("Not declined after all")
        RECOVERED = "recovered", _("Paid, and the day does not count")
        RESTORED = "restored", _("The day counts again")

    practitioner_path = "line__participation__practitioner"

    payee = models.ForeignKey(Payee, models.PROTECT, related_name="credit_notes")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="credit_notes")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="credit_notes")
    number = models.CharField(_("number"), max_length=24)
    why = models.CharField(_("reason"), max_length=12, choices=Why)
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.IntegerField(_("net"))
    vat_minor = models.IntegerField(_("VAT"), default=0)
    day = models.DateField(_("date"))
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["payee", "number"], name="creditnote_number_once"),
            models.CheckConstraint(condition=~Q(minor=0, vat_minor=0), name="creditnote_of_something"),
            models.CheckConstraint(condition=~Q(number=""), name="creditnote_has_number"),
        ]

    def __str__(self):
        return self.number

    @property
    def total(self) -> Money:
        """What it changes of what is due."""
        return Money(self.minor + self.vat_minor, self.currency)
