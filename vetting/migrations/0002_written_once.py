"""Triggers under what was judged, proposed, voted, minuted and decided: a row of these tables is never changed and never deleted."""

from django.db import migrations

from network import triggers

TABLES = ("vetting_assessmentrecord", "vetting_decision", "vetting_minutes", "vetting_proposal", "vetting_vote")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, TABLES)


def backwards(apps, schema_editor):
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("vetting", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
