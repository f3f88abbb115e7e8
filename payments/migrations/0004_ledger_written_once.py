"""Triggers under the ledger: nothing is changed, what does not balance is refused, and a closed period takes nothing."""

from django.db import migrations, models

from network import triggers
from payments import ledger_triggers

TABLES = ("payments_ledgerposting", "payments_ledgerentry", "payments_creditnote")


def forwards(apps, schema_editor):
    lines = apps.get_model("payments", "InvoiceLine")
    lines.objects.exclude(vat_minor=0).update(claimed_vat_minor=models.F("vat_minor"))  # what was sent before it was kept apart
    triggers.install(schema_editor.connection, TABLES)
    ledger_triggers.install(schema_editor.connection)


def backwards(apps, schema_editor):
    ledger_triggers.drop(schema_editor.connection)
    triggers.drop(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_ledger")]
    operations = [migrations.RunPython(forwards, backwards)]
