"""What somebody does with many files at once: asked for now, carried out a moment later, undone as long as it was not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import TenantOwned


class BulkKind(models.TextChoices):
    """What may be done with many files at once."""

    ASSIGN = "assign", _("Give to a colleague")
    REQUEST = "request", _("Ask for something")
    REMIND = "remind", _("Remind")
    AGENDA = "agenda", _("Put on an agenda")


MOST = 200  # files at once
ACTIONS = {  # what somebody must be allowed to do to each file
    BulkKind.ASSIGN: Action.ASSIGN, BulkKind.REQUEST: Action.REQUEST_INFORMATION, BulkKind.REMIND: Action.REQUEST_INFORMATION,
    BulkKind.AGENDA: Action.PREPARE_MEETING,
}


class BulkAct(TenantOwned):
    """One act on `files` (references). `outcome` says per file what came of it: the codes of its refusals, none when it was done.

    `inputs` is what was chosen; a question to therapists, or a reason, leaves it once each file has its own.
    """

    kind = models.CharField(max_length=10, choices=BulkKind)
    files = models.JSONField(default=list)
    inputs = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    asked_by = models.ForeignKey("network.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    leaves_at = models.DateTimeField(help_text="It is carried out from this instant on; until it was, it can be undone.")
    undone_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=BulkKind.values), name="bulk_kind_legal"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(done_at__isnull=True), name="bulk_done_or_undone"
            ),
        ]
        indexes = [models.Index(fields=["organization", "asked_by", "asked_at"])]

    def __str__(self):
        return f"{self.kind} of {len(self.files)} files"

    @property
    def waits(self) -> bool:
        """Whether nothing of it was done yet, and it may still be undone."""
        return self.done_at is None and self.undone_at is None
