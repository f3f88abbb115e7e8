"""The audit trail's rows. Written by `network.events.record` only; never changed, never deleted."""

from django.db import models
from django.utils.translation import gettext


class AppendOnly(RuntimeError):
    """The audit trail is never changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses what would change or remove rows; database triggers refuse it again below."""

    def update(self, **kwargs):
        """Never."""
        raise AppendOnly("Events are never changed.")

    def delete(self):
        """Never."""
        raise AppendOnly("Events are never deleted.")

    def bulk_update(self, objs, fields, batch_size=None):
        """Never."""
        raise AppendOnly("Events are never changed.")


class ScopeHead(models.Model):
    """The last link of one scope's chain; its row lock is what makes the sequence free of gaps."""

    scope = models.CharField(max_length=60, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.scope} #{self.sequence}"


class Event(models.Model):
    """One thing that happened. `recorded_at` is the kernel's clock under the lock; `at` is the business instant."""

    scope = models.CharField(max_length=60)
    sequence = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    actor = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=200)
    actor_roles = models.JSONField(default=list)
    on_behalf_of = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, help_text="app.model:pk")
    about = models.CharField(max_length=80, db_index=True, help_text="The file it belongs to: a reference, or the subject.")
    payload_digest = models.CharField(max_length=64)
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    written_once = True  # network.triggers
    objects = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "sequence"], name="event_sequence_once")]
        indexes = [models.Index(fields=["subject", "sequence"]), models.Index(fields=["scope", "about", "sequence"])]

    def __str__(self):
        return f"{self.scope} #{self.sequence} {self.action}"

    @property
    def who(self) -> str:
        """Whose act a reader is told it was: a person's, by name; scheduled work and rules are Goodstanding itself.

        A therapist's and a referee's name stands in the payload: once erased, only that it was one of them is left.
        """
        if not self.actor_id and not self.actor_roles:
            return "Goodstanding"
        return self.actor_label or (self.payload.values or {}).get("by", "") or gettext("a person who was erased")

    def save(self, *args, **kwargs):
        """Only ever an insert."""
        if self.pk is not None:
            raise AppendOnly("Events are never changed.")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args, **kwargs):
        """Never."""
        raise AppendOnly("Events are never deleted.")


class EventPayload(models.Model):
    """The personal values of an event. Lawful erasure empties it; the chain covers only its salted digest."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    values = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    written_once = True  # but for its erasure

    def __str__(self):
        return f"payload of {self.event_id}"


class RefusedAttempt(models.Model):
    """Somebody tried and was refused. Recorded by the view in its own transaction, outside the chain."""

    at = models.DateTimeField()
    actor_label = models.CharField(max_length=200)
    person = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey("network.Organization", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    codes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["organization", "at"], name="refused_by_time")]

    def __str__(self):
        return f"{self.actor_label} {self.action}"
