"""Which row of which organization's roster became which practitioner, so that the same file twice makes nobody twice.

Before that, a row may wait: checked, kept as it was written, and nobody's practitioner yet.
"""

from django.db import models
from django.db.models import F

from network.models.base import TenantOwned
from network.scope import ScopedManager, ScopedQuerySet


class RosterEntry(TenantOwned):
    """A row as last saved. `key` is the roster's own reference for her, or what tells her apart where it has none."""

    practitioner_path = "practitioner"

    key = models.CharField(max_length=200)
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="+")
    cells_sha256 = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="roster_entry_once")]
        verbose_name_plural = "roster entries"

    def __str__(self):
        return self.key


class StagedRowQuerySet(ScopedQuerySet):
    """Rows of rosters on their way in."""

    def waiting(self):
        """Those nobody has taken in as they stand now."""
        return self.exclude(taken_sha256=F("cells_sha256"))


class StagedRow(TenantOwned):
    """A row whose every cell was sound when it came, as it was written. It waits until a manager takes it in.

    `taken_sha256` is what it said when it was taken in; its cells are emptied then, for the practitioner has them.
    """

    # no index of its own: that of the key begins with the organization
    organization = models.ForeignKey("network.Organization", models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    line = models.PositiveIntegerField(help_text="The row of the file that said so last; the header is 1.")
    cells = models.JSONField(default=dict)
    cells_sha256 = models.CharField(max_length=64)
    staged_at = models.DateTimeField()
    taken_sha256 = models.CharField(max_length=64, blank=True, default="")

    objects = ScopedManager.from_queryset(StagedRowQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="staged_row_once")]

    def __str__(self):
        return self.key


class RosterMapping(TenantOwned):
    """What the columns of this organization's files mean. The newest counts; older ones stay to be read."""

    fields = models.JSONField(default=dict, help_text="Their column to ours, both in lower case with underscores.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"columns of {self.set_at:%Y-%m-%d}"
