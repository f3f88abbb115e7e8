"""When a source was asked; what every verified check must have; one current check per item of a file."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("licensure", "0002_initial")]

    operations = [
        migrations.AddField("verification", "asked_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("verification", "verification_verified_has_source_day"),
        migrations.AddConstraint(
            "verification",
            models.CheckConstraint(
                condition=~Q(state="verified")
                | Q(as_of__isnull=False, verified_by__isnull=False, verified_at__isnull=False) & ~Q(source=""),
                name="verification_verified_has_source_day",
            ),
        ),
        migrations.AddConstraint(
            "verification",
            models.CheckConstraint(
                condition=~Q(state="verified") | ~Q(artefact_sha256="") | Q(method="seen"),
                name="verification_verified_is_kept_or_seen",
            ),
        ),
        migrations.AddConstraint(
            "verification",
            models.UniqueConstraint(
                condition=~Q(state="superseded"), fields=("file", "element", "item"), name="verification_one_current"
            ),
        ),
    ]
