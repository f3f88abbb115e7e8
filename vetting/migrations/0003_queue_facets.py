import django.db.models.deletion
from django.db import migrations, models


def derive_again(apps, schema_editor):
    """Which combination a row has is known once it is derived; who reads the queue next does that."""
    apps.get_model("vetting", "QueueRow").objects.update(stale=True)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_append_only'),
        ('vetting', '0002_written_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='QueueFacets',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(max_length=10)),
                ('state', models.CharField(max_length=20)),
                ('stage', models.CharField(blank=True, max_length=10)),
                ('waiting_on', models.CharField(blank=True, max_length=10)),
                ('kind', models.CharField(max_length=20)),
                ('flag', models.CharField(blank=True, max_length=20)),
                ('ready', models.BooleanField()),
                ('rank', models.PositiveSmallIntegerField(help_text="0 ours with a day, 1 ours without, 2 and 3 theirs the same, 4 nobody's.")),
            ],
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_all_acts',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_phase',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_stage',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_assignee',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_flag',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_state',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_kind',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_waiting',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_due',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_ready',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_renewed',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_overdue',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_phase_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_state_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_kind_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_assignee_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_waiting_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_flag_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_due_recent',
        ),
        migrations.RemoveIndex(
            model_name='queuerow',
            name='queue_ending',
        ),
        migrations.AddField(
            model_name='queuerow',
            name='marks',
            field=models.BigIntegerField(default=0, help_text='A bit for how each of these words begins, so that an index tells it of most rows.'),
        ),
        migrations.AddField(
            model_name='queuefacets',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='queuerow',
            name='facets',
            field=models.ForeignKey(db_index=False, help_text='Which values it has; null until derived.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vetting.queuefacets'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['organization', 'place', 'facets', 'marks'], name='queue_all_place'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('recent__isnull', False)), fields=['organization', 'recent', 'facets', 'marks'], name='queue_all_recent'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('ending__isnull', False)), fields=['organization', 'ending', 'facets', 'marks'], name='queue_all_ending'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['organization', 'facets', 'place', 'marks'], name='queue_facets_place'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('recent__isnull', False)), fields=['organization', 'facets', 'recent', 'marks'], name='queue_facets_recent'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('ending__isnull', False)), fields=['organization', 'facets', 'ending', 'marks'], name='queue_facets_ending'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['organization', 'assignee', 'facets', 'place', 'marks'], name='queue_assignee_place'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('recent__isnull', False)), fields=['organization', 'assignee', 'facets', 'recent', 'marks'], name='queue_assignee_recent'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('ending__isnull', False)), fields=['organization', 'assignee', 'facets', 'ending', 'marks'], name='queue_assignee_ending'),
        ),
        migrations.AddIndex(
            model_name='queuerow',
            index=models.Index(condition=models.Q(('vetting_on__isnull', False)), fields=['organization', 'vetting_on', 'facets', 'assignee', 'place', 'marks'], name='queue_overdue'),
        ),
        migrations.AddConstraint(
            model_name='queuefacets',
            constraint=models.UniqueConstraint(fields=('organization', 'phase', 'state', 'stage', 'waiting_on', 'kind', 'flag', 'ready', 'rank'), name='queue_facets_once'),
        ),
        migrations.RunPython(derive_again, migrations.RunPython.noop),
    ]
