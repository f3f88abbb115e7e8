"""An erasure empties what was remarked beside a signature of minutes: the trigger under them lets that through."""

from django.db import migrations

from network import triggers

TABLES = ("vetting_minutes",)


def forwards(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)
    triggers.install(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("vetting", "0002_written_once")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
