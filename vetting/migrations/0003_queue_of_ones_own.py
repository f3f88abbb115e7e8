"""An index for one's own files that wait for a reviewer, and each row's words in the row itself."""

from django.db import migrations, models

JOINED = {"postgresql": "string_agg", "sqlite": "group_concat"}


def forwards(apps, schema_editor):
    joined = f"{JOINED[schema_editor.connection.vendor]}(' ' || word, '')"
    words = "(SELECT DISTINCT word FROM vetting_queueword WHERE row_id = vetting_queuerow.application_id)"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"UPDATE vetting_queuerow SET spelled = coalesce((SELECT {joined} FROM {words} w), '')")  # noqa: S608  names of ours


class Migration(migrations.Migration):
    dependencies = [("network", "0002_append_only"), ("vetting", "0002_written_once")]

    operations = [
        migrations.AddField(
            model_name="queuerow",
            name="spelled",
            field=models.TextField(
                blank=True, help_text="The words it is found by, once more, so that a row alone tells that it has them not."
            ),
        ),
        migrations.AddIndex(
            model_name="queuerow",
            index=models.Index(
                fields=["organization", "assignee", "waiting_on", "place"], condition=models.Q(place__isnull=False), name="queue_mine"
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
