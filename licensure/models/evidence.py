"""What a practitioner holds, as she attests it: licenses, other credentials, work history. Hers, shared by consent."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import PractitionerOwned


class License(PractitionerOwned):
    """Statutory authority or a compact privilege that somebody says she holds. Its status is derived, never stored."""

    jurisdiction = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+", verbose_name=_("where"))
    license_type = models.CharField(_("title"), max_length=80, help_text=_("Key of the license type in its jurisdiction."))
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True, help_text=_("Empty when it does not expire."))
    document = models.ForeignKey("network.Document", models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "jurisdiction", "license_type", "number"],
                condition=models.Q(retired_at__isnull=True),
                name="license_once",
            )
        ]

    def __str__(self):
        return f"{self.license_type} {self.number}"

    @property
    def key(self) -> str:
        """How covers and verifications name it."""
        return f"license:{self.pk}"


class CredentialKind(models.TextChoices):
    """Any other evidence."""

    INSURANCE = "insurance", _("Liability insurance")
    DEGREE = "degree", _("Degree")
    TRAINING = "training", _("Training or certificate")
    REFERENCE = "reference", _("Reference")
    CERTIFICATE_OF_CONDUCT = "certificate_of_conduct", _("Certificate of conduct")
    SUPERVISION = "supervision", _("Supervision")
    REGISTER = "register", _("Voluntary register")
    IDENTITY = "identity", _("Identity document")
    CLAIM = "claim", _("Malpractice claim")
    LOSS_RUN = "loss_run", _("Loss run")
    PAPER = "paper", _("Other paper")


class Credential(PractitionerOwned):
    """A degree, an insurance policy, a reference… Amounts are in minor units of `currency`.

    `covers_through` is the *last covered day*: a policy that "expires 1 July 12:01 a.m." covers through 30 June.
    A claim is `issued_on` the day it was reported and `per_claim` is what was paid on it; `licensure.claims` says the rest. A loss run
    is `issued_on` its own as-of day. Another paper says in `code` which one it is, in `detail` where it is from and in which language.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=CredentialKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    code = models.CharField(max_length=60, blank=True, help_text="Degree level, training key or register key.")
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    named_person = models.CharField(_("name on the document"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    covers_from = models.DateField(_("first covered day"), null=True, blank=True)
    covers_through = models.DateField(_("last covered day"), null=True, blank=True)
    per_claim = models.BigIntegerField(_("per claim"), null=True, blank=True, validators=[MinValueValidator(0)])
    aggregate = models.BigIntegerField(_("per year"), null=True, blank=True, validators=[MinValueValidator(0)])
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    quantity = models.PositiveIntegerField(_("hours or years"), null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey("network.Document", models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(covers_from__isnull=True)
                | models.Q(covers_through__isnull=True)
                | models.Q(covers_through__gte=models.F("covers_from")),
                name="credential_days_in_order",
            )
        ]
        indexes = [models.Index(fields=["covers_through"], condition=models.Q(retired_at__isnull=True), name="credential_by_end")]

    def __str__(self):
        return self.title or str(CredentialKind(self.kind).label)

    @property
    def key(self) -> str:
        """How covers and verifications name it."""
        return f"credential:{self.pk}"


class Position(PractitionerOwned):
    """A stretch of work history, to the month; months are stored as their first day. A gap is a stretch with its reason."""

    class Kind(models.TextChoices):
        """Work, or the explanation of a time without it."""

        WORK = "work", _("Work")
        GAP = "gap", _("Explained gap")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WORK)
    employer = models.CharField(_("where"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    first_month = models.DateField(_("from (month)"))
    last_month = models.DateField(_("until (month)"), null=True, blank=True, help_text=_("Empty when it goes on."))
    explanation = models.TextField(_("explanation"), blank=True)
    in_writing = models.BooleanField(default=True)
    eap = models.BooleanField(_("EAP work"), default=False)

    class Meta:
        ordering = ["first_month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_month__isnull=True) | models.Q(last_month__gte=models.F("first_month")),
                name="position_months_in_order",
            )
        ]

    def __str__(self):
        return f"{self.role} {self.employer}".strip()
