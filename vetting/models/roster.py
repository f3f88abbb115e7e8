"""Which row of which organization's roster became which practitioner, so that the same file twice makes nobody twice."""

from django.db import models

from network.models.base import TenantOwned


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
