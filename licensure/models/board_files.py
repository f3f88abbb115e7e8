"""Files that boards publish and somebody of an organization brings: how each is read, which is in use, and its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned


class BoardFileKind(models.TextChoices):
    """What the file says of the people in it."""

    ROSTER = "roster", _("Everybody it licenses")
    DISCIPLINE = "discipline", _("Measures against people")


class BoardMapping(TenantOwned):
    """Which column of a board's file means what, and what its status words mean. The newest counts; older ones stay to be read."""

    register = models.CharField(max_length=60, help_text="Key of the register in its pack.")
    kind = models.CharField(max_length=12, choices=BoardFileKind)
    fields = models.JSONField(default=dict, help_text="Our field to their column.")
    words = models.JSONField(default=dict, help_text="Their status word to ours.")
    date_formats = models.JSONField(default=list)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.register} {self.kind} {self.set_at:%Y-%m-%d}"


class BoardFile(TenantOwned):
    """A file somebody brought, kept as evidence with its hash and the board's day.

    One board may publish a file for each of its titles: `titles` are the keys it covers, empty for all it issues.
    It is in use once it is loaded and until a later one of its register, kind and titles is; `refused` is the code of why it was not
    taken. Neither: nobody has said yet what its columns mean. `words` counts the status words nobody mapped.
    """

    register = models.CharField(_("board"), max_length=60, help_text="Key of the register in its pack.")
    kind = models.CharField(_("kind"), max_length=12, choices=BoardFileKind)
    titles = models.JSONField(_("titles"), default=list)
    document = models.ForeignKey("network.Document", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was brought.")
    as_of = models.DateField(_("as of"))
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=200)
    mapping = models.ForeignKey(BoardMapping, models.PROTECT, null=True, blank=True, related_name="+")
    loaded_at = models.DateTimeField(null=True, blank=True)
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    odd = models.PositiveIntegerField(default=0)
    odd_rows = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    refused = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(loaded_at__isnull=True) | models.Q(mapping__isnull=False, refused=""),
                name="board_file_loaded_is_mapped",
            ),
        ]

    def __str__(self):
        return f"{self.register} {self.kind} {self.as_of}"

    @property
    def waits(self) -> bool:
        """Whether somebody has to say what its columns mean."""
        return self.loaded_at is None and not self.refused


class BoardRow(TenantOwned):
    """One row of a file in use, by its columns. Rows of a file that was replaced are gone; the file itself is kept."""

    file = models.ForeignKey(BoardFile, models.CASCADE, related_name="board_rows")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    family = models.CharField(max_length=120, blank=True)
    cells = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["file", "number"], name="board_row_by_number"),
            models.Index(fields=["file", "family"], name="board_row_by_family"),
        ]

    def __str__(self):
        return f"{self.file_id} {self.row}"
