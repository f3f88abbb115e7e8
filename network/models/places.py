"""Where and what: jurisdictions and services, named by standing, policies and intake alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """A place with its own licensing rules: an ISO 3166 country or subdivision ("NL", "US-IL")."""

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    zone = models.CharField(_("time zone"), max_length=50, help_text=_("The board's zone: days are judged in it."))

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class Service(models.TextChoices):
    """What a client can be helped with."""

    COUNSELING = "counseling", _("Counseling")
    ADDICTION = "addiction", _("Addiction")
    COUPLES = "couples", _("Couples")
    CRISIS = "crisis", _("Crisis")
    LEGAL = "legal", _("Legal advice")
    FINANCIAL = "financial", _("Financial advice")


class Mode(models.TextChoices):
    """How a session takes place."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")
