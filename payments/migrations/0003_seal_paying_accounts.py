"""Numbers of the accounts an organization pays from are sealed, equal ones are found by a keyed hash; no posting replaces another."""

from django.db import migrations, models
from django.utils.crypto import salted_hmac

import network.sealed
from payments import ledger_triggers


def forwards(apps, schema_editor):
    """Each row for itself, those of accounts that are proposed, too: their numbers stood among other values."""
    for row in apps.get_model("payments", "PayingAccount")._base_manager.iterator():
        _seal(row, row.number, row.code)
        row.save(update_fields=["number", "fingerprint"])
    for row in apps.get_model("payments", "PayingAccountChange")._base_manager.filter(kind="open").iterator():
        _seal(row, row.values.pop("number"), row.values["code"])
        row.save(update_fields=["number", "fingerprint", "values"])


def triggers(apps, schema_editor):
    ledger_triggers.install(schema_editor.connection)


def _seal(row, number, code):
    """As `payments.facts.accounts.fingerprint` does it."""
    row.number, row.fingerprint = number, salted_hmac("payments.account", f"{code}:{number}", algorithm="sha256").hexdigest()


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_ledger_written_once")]
    operations = [
        migrations.RemoveConstraint("payingaccount", "payingaccount_once"),
        migrations.AddField("payingaccount", "fingerprint", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AlterField(
            "payingaccount", "number",
            network.sealed.SealedField(longest=34, verbose_name="account number", with_column="fingerprint"),
        ),
        migrations.AddField(
            "payingaccountchange", "fingerprint", models.CharField(max_length=64, blank=True, default=""), preserve_default=False,
        ),
        migrations.AddField(
            "payingaccountchange", "number",
            network.sealed.SealedField(blank=True, default="", longest=34, with_column="fingerprint"), preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "payingaccount", models.UniqueConstraint(fields=["organization", "fingerprint"], name="payingaccount_once"),
        ),
        migrations.RunPython(triggers, migrations.RunPython.noop),
    ]
