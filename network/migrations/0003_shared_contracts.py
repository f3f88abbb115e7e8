"""Whose the sessions of a contract are; names of employers are compared without accents from now on."""

from django.db import migrations, models

from network.models.employers import folded


def unaccent(apps, schema_editor):
    """Names as they are compared now. Where two employers would share one, the later keeps it as it was and is found by its accents."""
    rows = apps.get_model("network", "EmployerAlias")._base_manager
    for row in rows.order_by("pk"):
        key = folded(row.name)
        if key != row.folded and not rows.filter(organization=row.organization_id, folded=key).exists():
            rows.filter(pk=row.pk).update(folded=key)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='whose',
            field=models.CharField(choices=[('person', 'each person'), ('household', 'the household together')], default='person', max_length=10, verbose_name='sessions of'),
        ),
        migrations.RunPython(unaccent, migrations.RunPython.noop),
    ]
