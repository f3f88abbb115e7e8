"""What leaves the process: jobs, their effects, and when periodic ones are due. The queue itself is django-tasks-db's."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work, asked for once per (name, key). `task_id` is its row in the queue."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    task_id = models.UUIDField(unique=True)
    organization = models.ForeignKey("network.Organization", models.CASCADE, null=True, related_name="+")
    enqueued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="job_key_once")]

    def __str__(self):
        return f"{self.name} {self.key}"


class Effect(models.Model):
    """Something a job did. The row commits with what was done, so that doing it again is noticed."""

    key = models.CharField(max_length=200, unique=True)
    done_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.key


class Schedule(models.Model):
    """When periodic work is next due, in real time. Moved on in the transaction that enqueues it."""

    name = models.CharField(max_length=80, unique=True)
    next_due = models.DateTimeField()
    last_due = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_due__isnull=True) | Q(next_due__gt=models.F("last_due")), name="schedule_moves_forward"
            )
        ]

    def __str__(self):
        return f"{self.name} {self.next_due:%Y-%m-%d %H:%M}"
