"""Tax numbers are sealed like account numbers, and found again by a keyed hash."""

from django.db import migrations, models
from django.utils.crypto import salted_hmac

import network.sealed


def seal(apps, schema_editor):
    """Each number there is; the mark as `payments.facts.accounts.tax_mark` makes it."""
    rows = apps.get_model("payments", "Payee")._base_manager
    for row in rows.exclude(tax_id="").iterator():
        kept = "".join(filter(str.isalnum, row.tax_id)).upper()
        row.tax_mark = salted_hmac("payments.tax", kept, algorithm="sha256").hexdigest() if kept else ""
        row.save(update_fields=["tax_id", "tax_mark"])


def open_again(apps, schema_editor):
    """Whole numbers stand in the table again, as before."""
    rows = apps.get_model("payments", "Payee")._base_manager
    for row in list(rows.exclude(tax_id="")):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("UPDATE payments_payee SET tax_id = %s WHERE id = %s", [row.tax_id, row.pk])


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_ledger_written_once")]
    operations = [
        migrations.AddField("payee", "tax_mark", models.CharField(blank=True, max_length=64)),
        migrations.AlterField(
            "payee", "tax_id",
            network.sealed.SealedField(blank=True, longest=40, verbose_name="tax number", with_column="series"),
        ),
        migrations.RunPython(seal, open_again),
    ]
