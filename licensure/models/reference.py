"""Registers and license types as rows: what the packs say, with everybody's corrections (`licensure.models.corrections`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from licensure.catalog import GENERAL_KNOWLEDGE


class Confidence(models.TextChoices):
    """How sure whoever recorded a fact is."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class RegisterKind(models.TextChoices):
    """Who vouches."""

    STATUTORY = "statutory", _("Statutory register")
    DELEGATED = "delegated", _("Register the law points to")
    VOLUNTARY = "voluntary", _("Voluntary register, not a license")


class PracticeLevel(models.TextChoices):
    """How far a title lets its holder practice in its own jurisdiction."""

    INDEPENDENT = "independent", _("Independent")
    SUPERVISED = "supervised", _("Under supervision")
    PROVISIONAL = "provisional", _("Provisional, under supervision")
    TITLE_ONLY = "title_only", _("Protected title only")
    VOLUNTARY = "voluntary", _("Voluntary register, not a license")


class RenewalKind(models.TextChoices):
    """What moves the expiry."""

    FIXED_DATE = "fixed_date", _("On a fixed date")
    BIRTH_MONTH = "birth_month", _("In the month of birth")
    ANNIVERSARY = "anniversary", _("On the anniversary of issue")
    ROLLING = "rolling", _("A number of months after the last renewal")
    ONCE = "once", _("Not renewed")
    LIFELONG = "lifelong", _("Never expires")
    WITH_HOME = "with_home", _("With the license it rests on")


class Sourced(models.Model):
    """A fact of a pack with where it comes from. Without source and day it is unknown and never yields a yes.

    `loaded` keeps what was last written, so that the next load changes only what differs.
    """

    jurisdiction = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+", verbose_name=_("where"))
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, blank=True)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def known(self) -> bool:
        """Whether the fact has a source and a day."""
        return bool(self.checked_on and self.source)

    @property
    def unconfirmed(self) -> bool:
        """Whether answers that rest on it say so."""
        return self.source == GENERAL_KNOWLEDGE or self.confidence == Confidence.LOW


class Register(Sourced):
    """A list of people that somebody keeps."""

    key = models.CharField(max_length=80, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=RegisterKind)
    url = models.URLField(_("address"), blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.name


class LicenseType(Sourced):
    """A title as one jurisdiction issues it. Practice level belongs to jurisdiction and title, never to the letters."""

    key = models.CharField(max_length=80, primary_key=True)
    register = models.ForeignKey(Register, models.PROTECT, related_name="license_types", verbose_name=_("register"))
    title = models.CharField(_("title"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    also = models.JSONField(_("other names"), default=list, blank=True)
    language = models.CharField(_("language of the title"), max_length=10)
    profession = models.CharField(_("profession"), max_length=40)
    level = models.CharField(_("practice level"), max_length=20, choices=PracticeLevel)
    renewal = models.CharField(_("renewal"), max_length=20, choices=RenewalKind)
    renewal_months = models.PositiveIntegerField(_("renewed every (months)"), null=True, blank=True)
    reverify_months = models.PositiveIntegerField(_("looked up again every (months)"), null=True, blank=True)
    pattern = models.CharField(
        _("usual number"), max_length=200, blank=True, help_text=_("A regular expression. It warns and never refuses.")
    )
    channels = models.JSONField(_("ways to verify"), default=list, blank=True)
    valid_from = models.DateField(_("issued from"), null=True, blank=True)
    valid_to = models.DateField(_("valid through"), null=True, blank=True)
    successor = models.CharField(_("replaced by"), max_length=80, blank=True)
    compact = models.CharField(_("compact"), max_length=40, blank=True)

    class Meta:
        ordering = ["jurisdiction", "title"]

    def __str__(self):
        return f"{self.title} ({self.abbreviation})" if self.abbreviation else self.title
