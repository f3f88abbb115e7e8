"""A correction belongs to an organization; what was corrected before counted for everyone and goes on doing so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('licensure', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='correction', name='correction_once'),
        migrations.RenameModel(old_name='Correction', new_name='CommonCorrection'),
        migrations.AddField(
            model_name='commoncorrection', name='operator', field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='commoncorrection',
            constraint=models.UniqueConstraint(
                condition=models.Q(('withdrawn_at__isnull', True)), fields=('kind', 'subject', 'field'), name='common_correction_once',
            ),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('place', 'Jurisdiction'), ('register', 'Register'), ('title', 'License type'), ('member', 'State in a compact'), ('requirement', 'Requirement')], max_length=20)),
                ('subject', models.CharField(max_length=120)),
                ('field', models.CharField(max_length=40)),
                ('value', models.JSONField(blank=True, null=True)),
                ('pack', models.JSONField(blank=True, null=True)),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('confidence', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10, verbose_name='confidence')),
                ('note', models.TextField(blank=True, verbose_name='words that were read')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('corrected_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('', 'Not answered yet'), ('taken_over', 'Taken over for everyone'), ('declined', 'Not taken over')], default='', max_length=12)),
                ('answer_reason', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
            ],
            options={'ordering': ['pk'], 'abstract': False},
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(
                condition=models.Q(('withdrawn_at__isnull', True)), fields=('organization', 'kind', 'subject', 'field'), name='correction_once',
            ),
        ),
    ]
