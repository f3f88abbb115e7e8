"""Employers: whose people may call, under which contract, by which names a caller says it."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned
from network.models.places import Service
from network.scope import ScopedManager, ScopedQuerySet

UNACCENTED = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def folded(name: str) -> str:
    """A name as it is compared: letters and digits alone, in one case and without accents, as whoever listens types it."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(UNACCENTED)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", plain).strip()[:120]


class Employer(TenantOwned):
    """The organization's customer, whose employees may call."""

    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="employer_once")]

    def __str__(self):
        return self.name


class EmployerAlias(TenantOwned):
    """One of the names by which callers say an employer, its own included; no two employers share one."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="aliases")
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "folded"], name="employer_alias_once")]

    def __str__(self):
        return self.name


class ContractQuerySet(ScopedQuerySet):
    """Contracts by day."""

    def on(self, day):
        """Those that run on a day."""
        return self.filter(Q(last__isnull=True) | Q(last__gte=day), first__lte=day)


class Contract(TenantOwned):
    """What an employer's people may use, for these days (both included, in the organization's zone)."""

    class Per(models.TextChoices):
        """What the sessions are counted by."""

        ISSUE = "issue", _("per issue")
        YEAR = "year", _("per calendar year")
        ROLLING = "rolling", _("in any 12 months")

    class Whose(models.TextChoices):
        """Who has the sessions: everybody by herself, or a household together (domain 2.5: per person or per family)."""

        PERSON = "person", _("each person")
        HOUSEHOLD = "household", _("the household together")

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="contracts")
    first = models.DateField(_("from"))
    last = models.DateField(_("through"), null=True, blank=True)
    sessions = models.PositiveSmallIntegerField(_("sessions"))
    per = models.CharField(_("counted"), max_length=10, choices=Per, default=Per.ISSUE)
    services = models.JSONField(default=list, help_text="Codes of services; empty: every service.")
    household = models.BooleanField(_("members of the household too"), default=False)
    whose = models.CharField(_("sessions of"), max_length=10, choices=Whose, default=Whose.PERSON)
    panel = models.ForeignKey(
        "network.Panel", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("panel"),
        help_text="Null: the whole network.",
    )
    number_pattern = models.CharField(_("format"), max_length=40, blank=True, help_text="# a digit, @ a letter; empty: anything.")

    objects = ScopedManager.from_queryset(ContractQuerySet)()

    class Meta:
        ordering = ["-first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="contract_days_in_order"),
            models.CheckConstraint(condition=Q(sessions__gte=1, sessions__lte=99), name="contract_sessions_sane"),
        ]

    def __str__(self):
        return f"{self.employer} from {self.first}"

    def clean(self):
        """Days in order, services that exist."""
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day lies before the first.")})
        if set(self.services) - set(Service.values):
            raise ValidationError({"services": _("Choose services from the list.")})
