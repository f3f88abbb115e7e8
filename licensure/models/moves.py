"""Where her home is, as far as compacts ask: a move from one state to another, as she states it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.base import PractitionerOwned


class HomeMove(PractitionerOwned):
    """She moved her home. `moved_on` is her first day in the new state; it may lie ahead. Hers, shared like her licenses."""

    left = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+", verbose_name=_("old home"))
    reached = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+", verbose_name=_("new home"))
    moved_on = models.DateField(_("first day in the new home"))
    stated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["moved_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "moved_on"], condition=Q(withdrawn_at__isnull=True), name="home_move_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.left_id} – {self.reached_id} {self.moved_on}"
