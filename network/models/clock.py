"""The demo's clock: one row that says how far ahead "today" is."""

from django.db import models


class DemoClock(models.Model):
    """At most one row; `seconds_ahead` is added to real time in demo mode and may be negative while a world is built."""

    seconds_ahead = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.seconds_ahead} s"
