"""What somebody who can speak for a therapist is asked by mail, and says: a link that works once, and for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned
from network.scope import ScopedManager, ScopedQuerySet

UNANSWERED = models.Q(answered_at=None, declined_at=None, withdrawn_at=None)


class RefereeRequestQuerySet(ScopedQuerySet):
    """Questions to referees."""

    def unanswered(self):
        """Those whose link may still be answered, if it is not too old."""
        return self.filter(UNANSWERED)


class RefereeRequest(TenantOwned):
    """One question to one referee about one reference of a file. The link's token is in the mail alone; its hash is here.

    No therapist reaches it: what a referee says is not shown to whom it is about. What becomes of it are dated facts.
    """

    verification = models.ForeignKey("licensure.Verification", models.PROTECT, related_name="referee_requests")
    name = models.CharField(_("name"), max_length=200)
    address = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=5)
    token_hash = models.CharField(max_length=64, unique=True)
    sent = models.PositiveIntegerField(default=1)
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer = models.JSONField(default=dict, blank=True)

    objects = ScopedManager.from_queryset(RefereeRequestQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verification"], condition=UNANSWERED, name="referee_asked_once",
            )
        ]
        indexes = [models.Index(fields=["organization", "expires_at"], condition=UNANSWERED, name="referee_waiting")]

    def __str__(self):
        return self.name

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.verification.file

    @property
    def is_open(self) -> bool:
        """Whether its link may still be answered, if it is not too old."""
        return not (self.answered_at or self.declined_at or self.withdrawn_at)
