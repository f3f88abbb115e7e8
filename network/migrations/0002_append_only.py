"""Triggers that keep the audit trail append-only, and each version of a letter's own words as it was."""

from django.db import migrations

from network import triggers

TABLES = (*triggers.EVENTS, "network_lettertext")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, TABLES)


def backwards(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
