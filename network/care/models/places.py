"""Postcodes and cities with their coordinates: reference data, loaded from files (`manage.py places`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Jurisdiction


class Place(models.Model):
    """A postcode, or the center of a city where no postcode is known. `key` is how it is looked up."""

    class Kind(models.TextChoices):
        """What it is."""

        POSTCODE = "postcode", _("postcode")
        CITY = "city", _("city")

    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=80, help_text="The postcode without spaces, or the folded name of the city.")
    name = models.CharField(max_length=120)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()
    size = models.PositiveIntegerField(default=0, help_text="Inhabitants, to tell cities of one name apart.")
    source = models.CharField(max_length=200, help_text="Which file, of which day.")

    class Meta:
        indexes = [models.Index(fields=["country", "kind", "key"], name="place_by_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180), name="place_on_the_globe"
            )
        ]

    def __str__(self):
        return self.name
