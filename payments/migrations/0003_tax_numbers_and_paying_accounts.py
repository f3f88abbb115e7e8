"""Tax numbers are sealed like account numbers and found again by a keyed hash; accounts to pay from take two persons."""

import django.db.models.deletion
import django_fsm
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
    dependencies = [("network", "0002_append_only"), ("payments", "0002_ledger_written_once")]
    operations = [
        migrations.AddField("payee", "tax_mark", models.CharField(blank=True, max_length=64)),
        migrations.AlterField(
            "payee", "tax_id",
            network.sealed.SealedField(blank=True, longest=40, verbose_name="tax number", with_column="series"),
        ),
        migrations.AddField(
            model_name='payingaccount',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='PayingAccountChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('state', models.CharField(choices=[('proposed', 'Waits for a second person'), ('confirmed', 'Confirmed'), ('refused', 'Refused')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('open', 'New account to pay from'), ('change', 'Other particulars of an account to pay from'), ('end', 'End of an account to pay from')], max_length=10)),
                ('values', models.JSONField(blank=True, default=dict)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='payments.payingaccount')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'refused'])), name='payingaccountchange_state_legal'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('proposed_by', models.F('settled_by')), _negated=True)), _connector='OR'), name='payingaccountchange_two_people'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('account',), name='payingaccountchange_one_waits'), models.CheckConstraint(condition=models.Q(('kind', 'open'), ('account__isnull', False), _connector='OR'), name='payingaccountchange_of_one')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.RunPython(seal, open_again),
    ]
