"""What a proposal to deny rests on; a recorded decision always has its record."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("vetting", "0002_roster_entries")]

    operations = [
        migrations.AddField(
            "proposal",
            "basis",
            models.CharField(
                blank=True, default="", choices=[("administrative", "Administrative"), ("quality", "Quality or conduct")], max_length=20
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(condition=~Q(origin="recorded") | ~Q(original={}), name="decision_recorded_has_its_record"),
        ),
    ]
