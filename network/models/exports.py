"""Her own data as one file: asked for, made by a job, hers alone, there for a while."""

from django.db import models
from django.db.models import Q

from network.models.base import PractitionerOwned


class DataExport(PractitionerOwned):
    """One export of everything known of a therapist. Its ZIP is a document of hers; after its last instant both go."""

    asked_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True, help_text="It can be taken until then.")
    document = models.OneToOneField("network.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, until__isnull=True, document__isnull=True)
                | Q(made_at__isnull=False, until__isnull=False, document__isnull=False),
                name="data_export_made_or_not",
            ),
            models.UniqueConstraint(fields=["practitioner"], condition=Q(made_at__isnull=True), name="data_export_one_waiting"),
        ]

    def __str__(self):
        return f"export {self.pk}"

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """No organization's: it holds what others know of her."""
        return Q(pk__in=[])

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Hers alone."""
        return Q(pk__in=[]) if actor.organization_id is not None else super().visible_q(actor)
