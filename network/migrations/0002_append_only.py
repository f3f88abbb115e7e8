"""Triggers that keep the audit trail append-only."""

from django.db import migrations

from network import triggers


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, triggers.EVENTS)


def backwards(apps, schema_editor):
    triggers.drop(schema_editor.connection, triggers.EVENTS)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
