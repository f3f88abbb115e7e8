"""How a list is loaded: which of its columns mean what, and the files that were refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from licensure.models.lists import ExclusionList


class ListMapping(models.Model):
    """Which column of a list holds which of our fields. The newest counts; older ones stay to be read."""

    exclusion_list = models.ForeignKey(ExclusionList, models.PROTECT, related_name="mappings")
    fields = models.JSONField(default=dict, help_text="Our field to their column.")
    date_formats = models.JSONField(default=list)
    family_first = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.exclusion_list_id} {self.set_at:%Y-%m-%d}"


class ListRefusal(models.Model):
    """A file that was not taken: the list in use before it stays in use. `code` as `sources.ListUnavailable`."""

    exclusion_list = models.ForeignKey(ExclusionList, models.PROTECT, related_name="refusals")
    filename = models.CharField(_("file"), max_length=200, blank=True)
    code = models.CharField(max_length=40)
    detail = models.CharField(max_length=500, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.exclusion_list_id} {self.code}"
