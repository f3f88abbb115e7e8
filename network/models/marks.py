"""Fingerprints of what people may have in common: each app writes its own, `vetting` compares them for conflicts of interest."""

from collections import defaultdict

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.marks import Kind


class MarkKind(models.TextChoices):
    """What a fingerprint is of; the value itself is nowhere in it."""

    ADDRESS = Kind.ADDRESS.value, pgettext_lazy("fingerprint", "Practice address")
    EMPLOYER = Kind.EMPLOYER.value, pgettext_lazy("fingerprint", "Employer")
    PHONE = Kind.PHONE.value, pgettext_lazy("fingerprint", "Practice telephone")
    REFEREE = Kind.REFEREE.value, pgettext_lazy("fingerprint", "Referee")
    BANK = Kind.BANK.value, pgettext_lazy("fingerprint", "Bank account")


class MarkSource(models.TextChoices):
    """Which part of the system wrote it: each replaces its own only."""

    PROFILE = "profile", _("profile")
    HISTORY = "history", _("work history")
    REFERENCES = "references", _("references")
    ACCOUNT = "account", _("her account")
    PAYMENTS = "payments", _("payments")


class Mark(models.Model):
    """The keyed hash (see `network.marks`) of one thing a person may share with another. Written by `network.workflow.marks` alone."""

    person = models.ForeignKey("network.Person", models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=MarkKind)
    source = models.CharField(max_length=12, choices=MarkSource)
    keyed_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "source", "keyed_hash"], name="mark_once"),
            models.CheckConstraint(condition=models.Q(kind__in=MarkKind.values), name="mark_kind_legal"),
            models.CheckConstraint(condition=models.Q(source__in=MarkSource.values), name="mark_source_legal"),
        ]

    def __str__(self):
        return f"{self.kind} of {self.person_id}"


def said_by(person_id) -> dict[str, list[str]]:
    """What somebody who works here said of herself: hashes by kind, in a steady order."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Mark.objects.filter(person=person_id, source=MarkSource.ACCOUNT).order_by("kind", "keyed_hash")
    for kind, keyed_hash in rows.values_list("kind", "keyed_hash"):
        found[kind].append(keyed_hash)
    return dict(found)
