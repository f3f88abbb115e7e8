"""Triggers under the periods of the ledger: one keeps its days and is closed once; nothing opens it again."""

from django.db import migrations

from payments import ledger_triggers


def forwards(apps, schema_editor):
    ledger_triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_ledger_written_once")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
