"""Triggers under the ledger and the files of banks: nothing is changed, what does not balance is refused, a closed period takes nothing and
stays closed."""

from django.db import migrations

from network import triggers
from payments import ledger_triggers

TABLES = ("payments_ledgerposting", "payments_ledgerentry", "payments_creditnote", "payments_bankfile", "payments_bankanswer")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, TABLES)
    ledger_triggers.install(schema_editor.connection)


def backwards(apps, schema_editor):
    ledger_triggers.drop(schema_editor.connection)
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
