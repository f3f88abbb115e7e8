"""A correction belongs to an organization; what was corrected before counted for everyone and goes on doing so.

An extension belongs to an organization and two people; none could be entered on a page before.
"""

import django.db.models.deletion
import django_fsm
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
        migrations.DeleteModel(name='Extension'),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='expiring from')),
                ('last', models.DateField(verbose_name='expiring through')),
                ('until', models.DateField(verbose_name='stay good through')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('state', django_fsm.FSMField(choices=[('proposed', 'Waits for a second person'), ('in_force', 'Counts'), ('declined', 'Not taken over'), ('ended', 'Ended')], default='proposed', max_length=10, protected=True)),
                ('entered_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('license', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.license', verbose_name='license')),
                ('license_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.licensetype', verbose_name='license type')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
            ],
            options={'ordering': ['-pk']},
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'in_force', 'declined', 'ended'])), name='extension_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('first__lte', models.F('last')), ('last__lte', models.F('until'))), name='extension_in_order'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_force'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('entered_by', models.F('settled_by')), _negated=True)), _connector='OR'), name='extension_two_people'),
        ),
        migrations.CreateModel(
            name='HomeMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved_on', models.DateField(verbose_name='first day in the new home')),
                ('stated_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('left', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='old home')),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.practitioner')),
                ('reached', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='new home')),
            ],
            options={'ordering': ['moved_on', 'pk']},
        ),
        migrations.AddConstraint(
            model_name='homemove',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('practitioner', 'moved_on'), name='home_move_once_a_day'),
        ),
    ]
